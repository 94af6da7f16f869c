import { beforeAll, expect, it, jest } from '@jest/globals';
import { type LedgerClient, refusal, type Transaction, type Wallet } from '../support/ledger-client.js';
import { describeOnEachStorage } from '../support/running-ledger.js';

jest.setTimeout(60_000);

const LIMIT_TEXT = 'limit must be an integer from 1 to 1000\n';

describeOnEachStorage('the lists of the ledger', (ledger) => {
  let payer: Wallet;
  let payee: Wallet;
  /** Every list, with the way to its items. */
  let lists: { path: string; items: (json: never) => unknown[]; orders: boolean }[];

  beforeAll(async () => {
    const { client } = ledger();
    payer = await client.fundedWallet(5);
    payee = await client.createWallet();
    for (let payment = 1; payment <= 7; payment++) await client.pay(payer, payee.address, payment);
    await client.pay(payee, payer.address, 3);
    const plain = (json: never) => json as unknown[];
    lists = [
      { path: '/blocks', items: plain, orders: true },
      ...['received', 'sent', 'all'].map((direction) => ({
        path: `/wallets/${payer.address}/transactions?direction=${direction}`,
        items: plain,
        orders: true,
      })),
      { path: `/wallets/${payee.address}/transactions`, items: plain, orders: true },
      { path: `/wallets/${payer.address}/utxos`, items: plain, orders: false },
      {
        path: `/reports/wallet/${payer.address}`,
        items: ({ transactions }: { transactions: unknown[] }) => transactions,
        orders: false,
      },
    ];
  });

  it.each([1, 2, 3, 1000])('join to the whole list from pages of %d', async (limit) => {
    const { client } = ledger();
    for (const { path, items } of lists) {
      const whole = items((await client.get(path)).json as never);
      expect(whole.length).toBeGreaterThan(1);
      const pages = await client.pages(withQuery(path, `limit=${limit}`), items);
      expect(pages.flat()).toEqual(whole);
      expect(pages.slice(0, -1).every((page) => page.length === limit)).toBe(true);
      expect(pages).toHaveLength(Math.ceil(whole.length / limit));
    }
  });

  it('can be read the other way round', async () => {
    const { client } = ledger();
    for (const { path, items } of lists.filter(({ orders }) => orders)) {
      const whole = items((await client.get(path)).json as never);
      const reverse = withQuery(path, 'order=desc');
      expect(items((await client.get(reverse)).json as never)).toEqual([...whole].reverse());
      expect((await client.pages(withQuery(reverse, 'limit=2'), items)).flat()).toEqual([...whole].reverse());
      expect(items((await client.get(withQuery(path, 'order=asc'))).json as never)).toEqual(whole);
    }
  });

  it('have no next page after the last, and none at all when whole', async () => {
    const { client } = ledger();
    for (const { path } of lists) {
      expect((await client.get(path)).headers.get('link')).toBeNull();
      expect((await client.get(withQuery(path, 'limit=1000'))).headers.get('link')).toBeNull();
      expect((await client.get(withQuery(path, 'limit=1'))).headers.get('link')).toMatch(
        /^<\/api\/v1\/.*>; rel="next"$/,
      );
    }
  });

  it('keep the other parameters in the link to the next page', async () => {
    const path = `/wallets/${payer.address}/transactions?direction=all&order=desc&limit=1`;
    const link = (await ledger().client.get(path)).headers.get('link');
    expect(link).toMatch('direction=all');
    expect(link).toMatch('order=desc');
  });

  it('neither repeat nor hide what was there when more arrives between two pages', async () => {
    const { client } = ledger();
    const before = (await client.blocks()).map(({ index }) => index);
    const first = await client.get('/blocks?order=desc&limit=2');
    await client.fund(payee.address);
    const next = /<\/api\/v1(\S+)>/.exec(first.headers.get('link')!)![1]!;
    const rest = (await client.pages<{ index: number }>(next)).flat();
    expect([...first.json, ...rest].map(({ index }) => index)).toEqual(before.reverse());
  });

  it.each(['0', '-1', '1001', 'abc', '1e2', '1.5', '', '+5', '05', ' 5', '0x10', '5;drop', '9999999999999999999'])(
    'refuse the limit “%s”',
    async (limit) => {
      const { client } = ledger();
      const query = `limit=${encodeURIComponent(limit)}`;
      for (const path of [...lists.map(({ path }) => path), '/logs/system']) {
        expect([path, ...refusal(await client.get(withQuery(path, query)))]).toEqual([path, 400, LIMIT_TEXT]);
      }
    },
  );

  it('refuse a limit or cursor given twice', async () => {
    const { client } = ledger();
    for (const path of [...lists.map(({ path }) => path), '/logs/system']) {
      expect(refusal(await client.get(withQuery(path, 'limit=5&limit=9')))).toEqual([400, LIMIT_TEXT]);
      expect(refusal(await client.get(withQuery(path, 'cursor=a&cursor=b')))).toEqual([400, 'invalid cursor\n']);
    }
  });

  it('refuse a cursor of another list, wallet, order or direction, and one that is none', async () => {
    const { client } = ledger();
    const cursors = await cursorsOf(client);
    for (const [path, own] of cursors) {
      const foreign = [...cursors.values()].filter((text) => text !== own);
      for (const cursor of ['', 'x', '!!!', `${own}=`, 'A'.repeat(1000), '%00', ...foreign]) {
        const exchange = await client.get(withQuery(path, `cursor=${cursor}`));
        expect([path, cursor, ...refusal(exchange)]).toEqual([path, cursor, 400, 'invalid cursor\n']);
      }
      expect((await client.get(withQuery(path, `cursor=${own}`))).status).toBe(200);
    }
  });

  it.each(['9007199254740991', '9007199254740993', '9223372036854775806', '9223372036854775807', '1'.repeat(40), '-1'])(
    'refuse a cursor whose row is %s, and take one past the last row for the end',
    async (key) => {
      const { client } = ledger();
      const withKey = (cursor: string, text: string) =>
        Buffer.from(Buffer.from(cursor, 'base64url').toString().replace(/~.*$/, `~${text}`)).toString('base64url');
      for (const [path, own] of await cursorsOf(client)) {
        const exchange = await client.get(withQuery(path, `cursor=${withKey(own, key)}`));
        expect([path, ...refusal(exchange)]).toEqual([path, 400, 'invalid cursor\n']);
        const last = await client.get(withQuery(path, `cursor=${withKey(own, '9007199254740990')}`));
        expect([path, last.status]).toEqual([path, 200]);
      }
    },
  );

  /** A cursor of each list in each order, by the path that it belongs to. */
  async function cursorsOf(client: LedgerClient): Promise<Map<string, string>> {
    const reversed = lists.filter(({ orders }) => orders).map(({ path }) => withQuery(path, 'order=desc'));
    const cursors = new Map<string, string>();
    for (const path of [...lists.map(({ path }) => path), ...reversed, '/logs/system']) {
      const link = (await client.get(withQuery(path, 'limit=1'))).headers.get('link')!;
      cursors.set(path, new URL(/<(\S+)>/.exec(link)![1]!, 'http://x').searchParams.get('cursor')!);
    }
    return cursors;
  }

  it('refuse an order or direction that there is not', async () => {
    const { client } = ledger();
    for (const [query, text] of [
      ['order=up', 'order must be asc or desc\n'],
      ['order=', 'order must be asc or desc\n'],
      ['order=asc&order=desc', 'order must be asc or desc\n'],
      ['direction=both', 'direction must be received, sent or all\n'],
    ] as const)
      expect(refusal(await client.get(`/wallets/${payer.address}/transactions?${query}`))).toEqual([400, text]);
    expect(refusal(await client.get('/blocks?order=DESC'))).toEqual([400, 'order must be asc or desc\n']);
  });

  it('are empty lists, not null, for a wallet without payments', async () => {
    const { client } = ledger();
    const stranger = await client.createWallet();
    expect((await client.get(`/wallets/${stranger.address}/transactions`)).text).toBe('[]');
    expect((await client.get(`/wallets/${stranger.address}/transactions?limit=5`)).text).toBe('[]');
    expect((await client.get(`/wallets/${stranger.address}/utxos`)).text).toBe('[]');
    expect((await client.get(`/wallets/${stranger.address}/balance`)).text).toBe('{"balance":0}');
  });

  it('tell what a wallet received from what it sent', async () => {
    const { client } = ledger();
    const of = async (wallet: Wallet, direction: string): Promise<number> =>
      ((await client.get(`/wallets/${wallet.address}/transactions?direction=${direction}`)).json as Transaction[])
        .length;
    // 5 rewards, 7 payments with change, 1 payment back.
    expect([await of(payer, 'received'), await of(payer, 'sent'), await of(payer, 'all')]).toEqual([13, 7, 13]);
    expect(await of(payee, 'sent')).toBe(1);
  });

  it('of unspent outputs add up to the balance', async () => {
    const { client } = ledger();
    const coins = (await client.get(`/wallets/${payer.address}/utxos`)).json as { value: number; txid: string }[];
    expect(coins.reduce((total, { value }) => total + value, 0)).toBe(await client.balance(payer.address));
    for (const { txid } of coins) expect((await client.get(`/transactions/${txid}`)).status).toBe(200);
  });

  it.each([
    'xyz',
    '%20',
    'abc',
    'a'.repeat(63),
    'a'.repeat(65),
    `0x${'a'.repeat(62)}`,
    '..%2f..%2fetc%2fpasswd',
    'a%2Fb',
    '%00',
    "'%20OR%201=1--",
    "';%20drop%20table",
    '$1',
    '%5C',
    '%F0%9F%92%A9',
    '%0d%0aSet-Cookie:%20a=b',
    'a'.repeat(1000),
  ])('of the address %s do not exist', async (address) => {
    const { client } = ledger();
    for (const path of [
      `/wallets/${address}/balance`,
      `/wallets/${address}/transactions`,
      `/wallets/${address}/utxos`,
      `/reports/wallet/${address}`,
    ]) {
      const exchange = await client.get(path);
      expect([path, ...refusal(exchange)]).toEqual([path, 400, 'invalid address\n']);
      expect(exchange.headers.get('set-cookie')).toBeNull();
    }
  });

  it.each(['%', '%zz', '%ff'])('of the address %s, which is no text, are refused', async (address) => {
    expect((await ledger().client.get(`/wallets/${address}/balance`)).status).toBe(400);
  });
});

function withQuery(path: string, query: string): string {
  return `${path}${path.includes('?') ? '&' : '?'}${query}`;
}
