import { beforeAll, expect, it, jest } from '@jest/globals';
import { manyCoins, oneCoin } from '../support/large-transfers.js';
import type { Transaction, Wallet } from '../support/ledger-client.js';
import { describeOnEachStorage } from '../support/running-ledger.js';
import { leafHash, nodeHash, transactionIdOf } from '../support/wire-format.js';

jest.setTimeout(120_000);

/** A page ends at about a megabyte; its first transaction may be larger than that alone. */
const LARGEST_PAGE = 1.3e6;
const COINS = 3_000;
const CYCLES = 3;

interface Row {
  raw_json: Transaction;
}

describeOnEachStorage('transactions of thousands of inputs and outputs', (ledger) => {
  let owner: Wallet;

  beforeAll(async () => {
    const { client } = ledger();
    owner = await client.createWallet();
    for (let cycle = 0; cycle < CYCLES; cycle++) await oneCoin(client, owner, await manyCoins(client, owner, COINS));
  }, 60_000);

  it.each([
    ['transactions?limit=1000', (json: never) => json as Transaction[]],
    ['transactions?direction=all&order=desc&limit=1000', (json: never) => json as Transaction[]],
  ])('come in pages of a megabyte that join to the whole list: %s', async (query, items) => {
    const { client } = ledger();
    const path = `/wallets/${owner.address}/${query}`;
    const already = client.exchanges.length;
    const pages = await client.pages(path, items);
    const sizes = client.exchanges.slice(already).map(({ text }) => text.length);
    expect(pages.length).toBeGreaterThan(1);
    expect(Math.max(...sizes)).toBeLessThan(LARGEST_PAGE);
    const whole = (await client.get(path.replace('limit=1000', ''))).json as Transaction[];
    expect(whole).toHaveLength(3 * CYCLES);
    expect(pages.flat()).toEqual(whole);
    for (const transaction of whole) {
      expect(transactionIdOf(transaction)).toBe(Buffer.from(transaction.ID, 'base64').toString('hex'));
    }
  });

  it('come in such pages in a report too', async () => {
    const { client } = ledger();
    const path = `/reports/wallet/${owner.address}`;
    const already = client.exchanges.length;
    const pages = await client.pages(`${path}?limit=1000`, ({ transactions }: { transactions: Row[] }) => transactions);
    const sizes = client.exchanges.slice(already).map(({ text }) => text.length);
    expect(pages.length).toBeGreaterThan(1);
    expect(Math.max(...sizes)).toBeLessThan(LARGEST_PAGE);
    expect(pages.flat()).toEqual((await client.get(path)).json.transactions);
  });

  it('are shown, and proven with the header of their block', async () => {
    const { client } = ledger();
    const [first] = (await client.get(`/wallets/${owner.address}/transactions?order=desc&limit=1`)).json;
    const id = transactionIdOf(first as Transaction);
    const shown = (await client.get(`/transactions/${id}`)).json;
    expect(shown.transaction).toEqual(first);
    const { steps, height, merkle_root } = (await client.get(`/transactions/${id}/proof`)).json;
    let node = leafHash(id);
    for (const { side, hash } of steps as { side: string; hash: string }[]) {
      const sibling = Buffer.from(hash, 'hex');
      node = side === 'left' ? nodeHash(sibling, node) : nodeHash(node, sibling);
    }
    expect([node.toString('hex'), (await client.header(height)).merkle_root]).toEqual([merkle_root, merkle_root]);
    expect((await client.block(height)).Transactions).toContainEqual(first);
  });

  it('are chosen, listed and replayed', async () => {
    const { client } = ledger();
    const [rich, other] = await client.createWallets(2);
    const coins = await manyCoins(client, rich!, COINS);
    const listed = (await client.pages<{ vout: number }>(`/wallets/${rich!.address}/utxos?limit=1000`)).flat();
    expect(listed.map(({ vout }) => vout)).toEqual(coins.map(({ vout }) => vout));
    const spent = (
      await client.post('/transactions/prepare', { from: rich!.address, to: other!.address, amount: 14_000 })
    ).json.transaction as Transaction;
    expect(spent.Vin.map(({ Vout }) => Vout)).toContain(COINS - 1);
    expect(spent.Vin).toHaveLength(14_000 - (15_000 - COINS + 1) + 1);
    expect((await client.verify()).ok).toBe(true);
  });
});
