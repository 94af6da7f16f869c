import { beforeAll, expect, it, jest } from '@jest/globals';
import { judgeChain } from '../support/judge.js';
import { REWARD, refusal, type Wallet } from '../support/ledger-client.js';
import { describeOnEachStorage } from '../support/running-ledger.js';
import { hex, leafHash, merkleRootOf, nodeHash, readHeader, sha256, transactionIdOf } from '../support/wire-format.js';

jest.setTimeout(60_000);

/** Part of the wire format by now: another one is another chain. */
const GENESIS_HASH = '00004d9305dfd59fe19025fede4c220814b5c60a0077febab2ba030b0fe13b62';
const BASE64_32 = /^[A-Za-z0-9+/]{43}=$/;

describeOnEachStorage('the block explorer', (ledger) => {
  let payer: Wallet;
  let payee: Wallet;
  let payment: { txid: string; block_hash: string };
  beforeAll(async () => {
    const { client } = ledger();
    payer = await client.fundedWallet();
    payee = await client.createWallet();
    payment = await client.pay(payer, payee.address, 100);
  });

  it('starts at a genesis block that is the same everywhere', async () => {
    const { client } = ledger();
    const [summary] = await client.blocks();
    const block = await client.block(0);
    expect(summary).toEqual({
      index: 0,
      timestamp: block.Timestamp,
      hash: hex(block.Hash),
      prev_hash: '',
      tx_count: 1,
    });
    expect(block.PrevHash).toBe('');
    const [coinbase] = block.Transactions;
    expect(coinbase!.Vin).toEqual([
      { Txid: '', Vout: -1, Signature: null, PubKey: Buffer.from('Genesis Block').toString('base64') },
    ]);
    expect(coinbase!.Vout).toEqual([{ Value: REWARD, PubKeyHash: expect.stringMatching(BASE64_32) }]);
    expect(summary!.hash).toBe(GENESIS_HASH);
  });

  it('prints a block with capitalised names and bytes in Base64', async () => {
    const block = await ledger().client.block('tip');
    expect(Object.keys(block)).toEqual(['Timestamp', 'Transactions', 'PrevHash', 'Hash', 'Nonce']);
    expect(block.Hash).toMatch(BASE64_32);
    expect(block.PrevHash).toMatch(BASE64_32);
    expect(Math.abs(block.Timestamp - Date.now() / 1000)).toBeLessThan(300);
    expect(Number.isInteger(block.Nonce)).toBe(true);
    const [transfer] = block.Transactions;
    expect(transfer!.ID).toMatch(BASE64_32);
    expect(transfer!.Vin).toEqual([
      {
        Txid: expect.stringMatching(BASE64_32),
        Vout: 0,
        Signature: expect.stringMatching(/^[A-Za-z0-9+/]{86}==$/),
        PubKey: expect.stringMatching(/^[A-Za-z0-9+/]{44}$/),
      },
    ]);
    expect(sha256(Buffer.from(transfer!.Vin[0]!.PubKey, 'base64')).toString('hex')).toBe(payer.address);
  });

  it('prints a faucet’s coinbase with a text of its own', async () => {
    const { client } = ledger();
    const texts = new Set<string>();
    for (let reward = 0; reward < 3; reward++) {
      const { block_hash, txid } = await client.fund(payee.address);
      const [coinbase] = (await client.block(block_hash)).Transactions;
      expect(hex(coinbase!.ID)).toBe(txid);
      expect(coinbase!.Vin).toEqual([{ Txid: '', Vout: -1, Signature: null, PubKey: expect.any(String) }]);
      expect(coinbase!.Vout.map(({ Value, PubKeyHash }) => [Value, hex(PubKeyHash)])).toEqual([
        [REWARD, payee.address],
      ]);
      texts.add(Buffer.from(coinbase!.Vin[0]!.PubKey, 'base64').toString());
    }
    expect([...texts].every((text) => text.startsWith('admin_faucet_reward'))).toBe(true);
    expect(texts.size).toBe(3);
  });

  it('finds a block by its height, by its hash in either case, and as the tip', async () => {
    const { client } = ledger();
    const { height, tip } = await client.chain();
    const block = await client.block(height);
    expect(await client.block(tip)).toEqual(block);
    expect(await client.block(tip.toUpperCase())).toEqual(block);
    expect(await client.block('tip')).toEqual(block);
    expect(await client.header(height)).toEqual(await client.header('tip'));
  });

  it.each([
    'abc',
    '1.5',
    '0x0',
    '1e1',
    '9223372036854775808',
    '-9223372036854775809',
    '00',
    '01',
    '-0',
    '+1',
    '%201',
    '%D9%A3',
    'Tip',
    'a'.repeat(63),
  ])('knows no block index %s', async (index) => {
    const { client } = ledger();
    expect(refusal(await client.get(`/blocks/${index}`))).toEqual([400, 'invalid block index\n']);
    expect(refusal(await client.get(`/blocks/${index}/header`))).toEqual([400, 'invalid block index\n']);
  });

  it.each(['-1', '-9223372036854775808', '99999999', '9007199254740993', '9223372036854775807', 'ab'.repeat(32)])(
    'has no block %s',
    async (index) => {
      const { client } = ledger();
      expect(refusal(await client.get(`/blocks/${index}`))).toEqual([404, 'block not found\n']);
      expect(refusal(await client.get(`/blocks/${index}/header`))).toEqual([404, 'block not found\n']);
    },
  );

  it('gives a transaction with its block and confirmations', async () => {
    const { client } = ledger();
    const { json } = await client.get(`/transactions/${payment.txid}`);
    const { height } = await client.header(payment.block_hash);
    expect(json).toMatchObject({ txid: payment.txid, block_hash: payment.block_hash, height, position: 0 });
    expect(json.confirmations).toBe((await client.chain()).height - height + 1);
    expect(transactionIdOf(json.transaction)).toBe(payment.txid);
    await client.fund(payee.address);
    expect((await client.get(`/transactions/${payment.txid}`)).json.confirmations).toBe(json.confirmations + 1);
    const base64 = Buffer.from(payment.txid, 'hex').toString('base64');
    const urlSafe = Buffer.from(payment.txid, 'hex').toString('base64url');
    for (const id of [payment.txid.toUpperCase(), encodeURIComponent(base64), `${urlSafe}%3D`])
      expect((await client.get(`/transactions/${id}`)).json.txid).toBe(payment.txid);
  });

  it('knows no such transaction', async () => {
    const { client } = ledger();
    for (const route of ['', '/proof']) {
      expect(refusal(await client.get(`/transactions/${'ab'.repeat(32)}${route}`))).toEqual([
        404,
        'transaction not found\n',
      ]);
      for (const id of ['xyz', 'ab', 'ab'.repeat(33), '%00', 'A'.repeat(43)])
        expect(refusal(await client.get(`/transactions/${id}${route}`))).toEqual([400, 'invalid transaction id\n']);
    }
  });

  it('proves that a block holds a transaction to somebody who trusts only the header', async () => {
    const { client } = ledger();
    const shared = await Promise.all(Array.from({ length: 13 }, () => client.fund(payee.address)));
    for (const { txid, block_hash } of [payment, ...shared]) {
      const { json: proof } = await client.get(`/transactions/${txid}/proof`);
      const header = readHeader((await client.header(block_hash)).bytes);
      let root = leafHash(txid);
      for (const { side, hash } of proof.steps) {
        const sibling = Buffer.from(hash, 'hex');
        root = side === 'left' ? nodeHash(sibling, root) : nodeHash(root, sibling);
      }
      expect(header.hash).toBe(block_hash);
      expect(root.toString('hex')).toBe(header.merkle_root);
      expect(proof).toMatchObject({ txid, block_hash, height: header.height, merkle_root: header.merkle_root });
      const ids = (await client.block(block_hash)).Transactions.map(({ ID }) => hex(ID));
      expect([ids[proof.position], ids.length]).toEqual([txid, proof.transaction_count]);
      expect(merkleRootOf(ids)).toBe(header.merkle_root);
    }
  });

  it('tells the state of the chain, which a replay by strangers confirms', async () => {
    const { client } = ledger();
    const judged = await judgeChain(client);
    const chain = await client.chain();
    expect(chain.transaction_count).toBe(judged.transactions.size);
    expect(judged.balances.get(payee.address)).toBe(await client.balance(payee.address));
    expect((await client.get('/chain/verify')).json).toEqual({
      ok: true,
      height: chain.height,
      blocks: chain.height + 1,
      transactions: chain.transaction_count,
      supply: chain.supply,
      genesis: REWARD,
      faucet: chain.supply - REWARD,
      issued: 0,
      redeemed: 0,
      unspent_count: chain.unspent_count,
      utxo_digest: chain.utxo_digest,
    });
  });

  it('prints a block alike whenever and by whatever name it is asked for, and another one as another', async () => {
    const { client } = ledger();
    const tip = (await client.get('/blocks/tip')).text;
    const { height, hash } = (await client.get('/blocks/tip/header')).json as { height: number; hash: string };
    for (const name of [height, hash, hash.toUpperCase(), 'tip', height]) {
      expect((await client.get(`/blocks/${name}`)).text).toBe(tip);
    }
    await client.pay(payer, payee.address, 1);
    const above = await client.get('/blocks/tip');
    expect(above.text).not.toBe(tip);
    expect((await client.get(`/blocks/${height + 1}`)).text).toBe(above.text);
    expect((await client.get(`/blocks/${height}`)).text).toBe(tip);
  });
});
