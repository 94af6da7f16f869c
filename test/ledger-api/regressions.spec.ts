import { expect, it, jest } from '@jest/globals';
import { getPublicKey } from '@noble/secp256k1';
import { judgeChain } from '../support/judge.js';
import { refusal, type Transaction, type Wallet } from '../support/ledger-client.js';
import { dumpStore } from '../support/open-store.js';
import { describeOnEachStorage } from '../support/running-ledger.js';
import { callersShareBlocks } from '../support/server.js';
import { hex, sha256 } from '../support/wire-format.js';

jest.setTimeout(120_000);

/** What the original server got wrong, as listed at the end of ledger-wire.md. */
describeOnEachStorage('a mistake of the original', (ledger) => {
  it('regression 1: an output is spent once: fund 15000, send 100, and 14900 are left', async () => {
    const { client } = ledger();
    const [from, to] = [await client.fundedWallet(), await client.createWallet()];
    await client.pay(from, to.address, 100);
    expect([await client.balance(from.address), await client.balance(to.address)]).toEqual([14_900, 100]);
    await client.pay(from, to.address, 100);
    expect([await client.balance(from.address), await client.balance(to.address)]).toEqual([14_800, 200]);
  });

  it('regression 2: a valid key spends from its own address only', async () => {
    const { client } = ledger();
    const [victim, thief] = [await client.fundedWallet(), await client.fundedWallet()];
    const theft = await client.send({ address: victim.address, private_key: thief.private_key }, thief.address, 1);
    expect(refusal(theft)).toEqual([400, 'private key does not match the from address\n']);
    expect([await client.balance(victim.address), await client.balance(thief.address)]).toEqual([15_000, 15_000]);
  });

  it('regression 3: change is spent by the index at which it stands', async () => {
    const { client } = ledger();
    const [from, to] = [await client.fundedWallet(), await client.createWallet()];
    const first = await client.pay(from, to.address, 100);
    const second = await client.pay(from, to.address, 100);
    const { transaction }: { transaction: Transaction } = (await client.get(`/transactions/${second.txid}`)).json;
    expect(transaction.Vin.map(({ Txid, Vout }) => [hex(Txid), Vout])).toEqual([[first.txid, 1]]);
    await client.pay(to, from.address, 200);
    expect([await client.balance(from.address), await client.balance(to.address)]).toEqual([15_000, 0]);
  });

  it('regression 4: equal rewards are different transactions, and a send may need two of them', async () => {
    const { client } = ledger();
    const [from, to] = [await client.createWallet(), await client.createWallet()];
    const rewards = await Promise.all([1, 2, 3].map(() => client.fund(from.address)));
    expect(new Set(rewards.map(({ txid }) => txid)).size).toBe(3);
    expect(await client.balance(from.address)).toBe(45_000);
    await client.pay(from, to.address, 40_000);
    expect([await client.balance(from.address), await client.balance(to.address)]).toEqual([5_000, 40_000]);
  });

  it('regression 5: parallel faucet calls leave a linear chain', async () => {
    const { client } = ledger();
    const wallet = await client.createWallet();
    await Promise.all(Array.from({ length: 8 }, () => client.fund(wallet.address)));
    expect(await client.balance(wallet.address)).toBe(8 * 15_000);
    await judgeChain(client);
  });

  it('regression 6: every wallet can send, the ones with leading zeros included', async () => {
    const { client } = ledger();
    const wallets = await client.createWallets(50);
    expect(wallets.every(({ private_key }) => /^[0-9a-f]{64}$/.test(private_key))).toBe(true);
    for (let number = 1; number <= 100; number++) wallets.push(walletOf(number.toString(16).padStart(64, '0')));
    await Promise.all(wallets.map(({ address }) => client.fund(address)));
    const sends = await Promise.all(wallets.map((wallet) => client.send(wallet, wallets[0]!.address, 1)));
    expect(sends.map(({ status }) => status)).toEqual(Array(150).fill(200));
  });

  it('regression 7: a restart loses no balance, and no key is stored as Base64', async () => {
    const { client } = ledger();
    const user = await client.register('Remembered');
    await client.fund(user.address);
    await ledger().stop();
    const stored = await dumpStore(ledger().store);
    await ledger().start();
    expect(await ledger().client.balance(user.address)).toBe(15_000);
    await ledger().client.pay(user, user.address, 1);
    expect(stored).toMatch(user.user_id); // the dump is one that would show it
    const key = Buffer.from(user.private_key, 'hex');
    for (const form of [user.private_key, key.toString('base64'), Buffer.from(user.private_key).toString('base64')])
      expect(stored.includes(form)).toBe(false);
  });

  it('regression 8: the wallets of a zakat run share blocks', async () => {
    const pool = await ledger().client.createWallet();
    await ledger().restart({ ZAKAT_WALLET_ADDRESS: pool.address });
    const { client } = ledger();
    const users = await Promise.all(Array.from({ length: 30 }, (_, at) => client.register(`Payer ${at}`)));
    await Promise.all(users.map(({ address }) => client.fund(address)));
    const before = (await client.chain()).height;
    const run = (await client.post('/zakat/run')).json;
    expect(run.processed).toBeGreaterThanOrEqual(30);
    if (callersShareBlocks) expect(run.block_hashes.length).toBeLessThanOrEqual(3);
    expect((await client.chain()).height - before).toBe(run.block_hashes.length);
  });
});

function walletOf(privateKey: string): Wallet {
  const publicKey = getPublicKey(Buffer.from(privateKey, 'hex'), true);
  return { address: sha256(publicKey).toString('hex'), private_key: privateKey };
}
