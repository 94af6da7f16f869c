import { createLedger, createRegistry } from 'mizan-client';
import { requestSigner } from 'mizan-client/crypto';

/** What a user of both APIs does, in Node and in browsers alike. @returns what came of it, as plain JSON */
export async function journey(ledgerUrl: string, registryUrl: string, nodeId: string) {
  return { ...(await sendMoney(ledgerUrl)), ...(await runNode(registryUrl, nodeId)) };
}

async function sendMoney(baseUrl: string) {
  const ledger = createLedger({ baseUrl });
  const user = await ledger.registerUser({ full_name: 'Amina', email: `${Date.now()}@example.org`, cnic: '1' });
  const from = await ledger.createWallet();
  const to = await ledger.createWallet();
  // What is recorded is what was asked for, whatever is minted.
  const { amount } = await ledger.fundWallet({ address: from.address, amount: 9007199254740993n });
  const pay = {
    from: from.address,
    to: to.address,
    amount: 100n,
    privKey: from.private_key,
    idempotencyKey: to.address,
  };
  const sent = await ledger.sendTransfer(pay);
  const again = await ledger.sendTransfer(pay);
  const signed = await ledger.transferSigned({ key: from.private_key, to: user.wallet_address, amount: 5n });
  const verified = await ledger.verifyTransaction(signed.txid);
  const { confirmations } = await ledger.waitForConfirmation(signed);
  const first = await ledger.listWalletTransactions({ address: from.address, limit: 1 }).page();
  const rest = await ledger.listWalletTransactions({ address: from.address, cursor: first.nextCursor }).page();
  const values: bigint[] = [];
  for await (const { Vout } of ledger.history(to.address)) values.push(...Vout.map(({ Value }) => Value));
  const { balance } = await ledger.getBalance({ address: from.address });
  return {
    status: sent.status,
    isTold: [sent.txid, sent.blockHash].every((text) => /^[0-9a-f]{64}$/.test(text)),
    isReplay: [sent.isReplay, again.isReplay && again.txid === sent.txid],
    pages: [first.items.length, rest.items.length, rest.nextCursor === undefined],
    values: values.map(String),
    balance: `${typeof balance} ${balance}`,
    asked: String(amount),
    isVerified: verified.txid === signed.txid && confirmations > 0,
  };
}

async function runNode(baseUrl: string, node_id: string) {
  const registry = createRegistry({ baseUrl });
  const nodeKey = { scheme: 'secp256k1', secretKey: crypto.getRandomValues(new Uint8Array(32)) } as const;
  const node = createRegistry({ baseUrl, nodeKey });
  const { publicKey: public_key } = requestSigner(nodeKey);
  await node.registerNode({ node_id, address: '10.0.0.7:9000', capabilities: ['compute'], public_key });
  const { wallet } = await node.createNodeWallet({ node_id, wallet_name: 'mine' });
  await registry.payFromDevnet({ address: wallet.address, amount: '500.00000001' });
  await registry.mineDevnet({ blocks: 6 });
  while ((await node.getNodeBalance({ node_id })).available === '0') await new Promise((next) => setTimeout(next, 100));
  const { address } = await registry.createDevnetAddress();
  const { txid, transaction } = await node.sendFromNode({ node_id, recipient_address: address, amount: '12.5' });
  await registry.mineDevnet({ blocks: 6 });
  const paid = await node.waitForConfirmation({ node_id, txid });
  const nodes: string[] = [];
  for await (const node of registry.listNodesByCapability({ capability: 'compute', limit: 1 }))
    nodes.push(node.node_id);
  return {
    paid: [transaction.status, paid.status, paid.amount, String(paid.amount_units)],
    isListed: nodes.includes(node_id),
  };
}
