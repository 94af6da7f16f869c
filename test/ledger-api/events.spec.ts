import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Contract } from '../support/contract.js';
import { EventReader, type HeardEvent } from '../support/event-reader.js';
import { judgeChain } from '../support/judge.js';
import { LedgerClient, refusal, type Wallet } from '../support/ledger-client.js';
import { LEDGER_STORAGE_KINDS, Ledger } from '../support/running-ledger.js';
import { startServer } from '../support/server.js';

jest.setTimeout(60_000);

const WALLETS = 4;

async function startKind(kind: string): Promise<{ client: LedgerClient; url: string; dispose(): Promise<unknown> }> {
  if (kind !== 'memory') {
    const ledger = await Ledger.start(kind as (typeof LEDGER_STORAGE_KINDS)[number]);
    return { client: ledger.client, url: ledger.server.ledgerUrl, dispose: () => ledger.dispose() };
  }
  const server = await startServer({ env: { SERVE: 'ledger', PERSISTENCE: 'memory' } });
  const client = new LedgerClient(server.ledgerUrl, await Contract.of(server.ledgerUrl));
  return { client, url: server.ledgerUrl, dispose: () => server.stop() };
}

describe.each(['memory', ...LEDGER_STORAGE_KINDS])('the log of events on %s', (kind) => {
  let client: LedgerClient;
  let url: string;
  let dispose: () => Promise<unknown>;
  const wallets: Wallet[] = [];

  beforeAll(async () => {
    const started = await startKind(kind);
    ({ client, url } = started);
    dispose = started.dispose;
    wallets.push(...(await client.createWallets(WALLETS)));
    await Promise.all(wallets.map(({ address }) => client.fund(address)));
    await storm(20);
  }, 60_000);
  afterAll(() => dispose?.());

  /** Payments at once between random wallets, the same one sometimes. */
  async function storm(count: number): Promise<void> {
    const any = () => wallets[Math.floor(Math.random() * WALLETS)]!;
    await Promise.all(
      Array.from({ length: count }, () => client.pay(any(), any().address, 1 + Math.floor(Math.random() * 9))),
    );
  }

  async function walk(query: string, limit: number): Promise<HeardEvent[]> {
    const all: HeardEvent[] = [];
    for (let after: string | undefined; ; ) {
      const { json } = await client.get(`/events?limit=${limit}${query}${after ? `&after=${after}` : ''}`);
      expect(json.events.length).toBeLessThanOrEqual(limit);
      all.push(...json.events);
      if (!json.has_more) return all;
      after = json.next_cursor;
    }
  }

  const stream = (query = '', headers = {}) => EventReader.open(`${url}/api/v1/events${query}`, headers);

  it('is the chain, page by page', async () => {
    const judged = await judgeChain(client);
    const { json: blocks } = await client.get('/blocks');
    for (const limit of [7, 1000]) {
      const events = await walk('', limit);
      expect(events.filter(({ type }) => type === 'block.created').map(({ data }) => data)).toEqual(
        blocks.map(({ index, hash, tx_count, timestamp }: Record<string, unknown>) => ({
          height: index,
          hash,
          tx_count,
          time: timestamp,
        })),
      );
      const mined = events.filter(({ type }) => type === 'transaction.mined');
      expect(mined.map(({ data }) => data.txid)).toEqual([...judged.transactions.keys()]);
      let height = -1;
      let position = -1;
      for (const { type, data } of events) {
        if (type === 'block.created') position = -1;
        if (type === 'block.created') expect(data.height).toBe(++height);
        else expect([data.height, data.position]).toEqual([height, ++position]);
      }
      expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
      expect(new Set(events.map(({ cursor }) => cursor)).size).toBe(events.length);
      expect(events).toEqual(await walk('', 333));
    }
  });

  it('goes on behind any of its cursors, with any filter', async () => {
    const events = await walk('', 1000);
    for (const at of [0, 5, events.length - 2]) {
      const { json } = await client.get(`/events?limit=3&after=${events[at]!.cursor}`);
      expect(json.events).toEqual(events.slice(at + 1, at + 4));
      const { json: blocks } = await client.get(`/events?limit=2&types=block.created&after=${events[at]!.cursor}`);
      expect(blocks.events).toEqual(
        events
          .slice(at + 1)
          .filter(({ type }) => type === 'block.created')
          .slice(0, 2),
      );
    }
    const { json: end } = await client.get(`/events?after=${events.at(-1)!.cursor}`);
    expect(end).toMatchObject({ events: [], has_more: false });
    expect((await client.get(`/events?after=${end.next_cursor}`)).json).toEqual(end);
    expect((await client.get('/events?after=latest')).json).toEqual(end);
  });

  it('tells a wallet what came and went, with the balance after each', async () => {
    for (const { address } of wallets) {
      const events = await walk(`&address=${address}`, 5);
      const all = await walk('', 1000);
      let balance = 0;
      for (const { type, data } of events.filter((event) => event.type.startsWith('wallet.'))) {
        balance += type === 'wallet.credited' ? data.units : -data.units;
        expect(data).toMatchObject({ address, balance });
        expect(data.units).toBeGreaterThan(0);
      }
      expect(balance).toBe(await client.balance(address));
      const mined = events.filter(({ type }) => type === 'transaction.mined');
      expect(mined).toEqual(all.filter(({ id }) => mined.some((event) => event.id === id)));
      const { json: history } = await client.get(`/wallets/${address}/transactions?direction=all`);
      expect(mined.map(({ data }) => data.txid)).toEqual(
        history.map(({ ID }: { ID: string }) => Buffer.from(ID, 'base64').toString('hex')),
      );
      expect(await walk(`&address=${address}&types=wallet.credited`, 2)).toEqual(
        events.filter(({ type }) => type === 'wallet.credited'),
      );
    }
  });

  it('streams what was there and what comes, without a gap or a repetition', async () => {
    const storming = storm(15);
    const readers = await Promise.all([
      stream(),
      stream('?types=transaction.mined'),
      stream(`?address=${wallets[0]!.address}`),
    ]);
    await storming;
    await storm(15);
    await client.pay(wallets[0]!, wallets[1]!.address, 3);
    const expected = [await walk('', 1000), await walk('&types=transaction.mined', 1000)];
    expected.push(await walk(`&address=${wallets[0]!.address}`, 1000));
    for (const [at, reader] of readers.entries()) {
      expect(await reader.hear(expected[at]!.length)).toEqual(expected[at]);
      await reader.close();
    }
  });

  it('is heard soon after the commit', async () => {
    const reader = await stream(`?after=latest&address=${wallets[2]!.address}&types=wallet.credited`);
    const delays: number[] = [];
    for (let count = 1; count <= 5; count++) {
      await client.pay(wallets[0]!, wallets[2]!.address, 1);
      const answeredAtMs = performance.now();
      await reader.hear(count);
      delays.push(reader.heardAtMs.at(-1)! - answeredAtMs);
    }
    await reader.close();
    // Within 100 ms on a machine of its own; this one has others.
    expect(delays.sort((left, right) => left - right)[2]).toBeLessThan(250);
  });

  it('resumes behind Last-Event-ID, which counts more than the query', async () => {
    const events = await walk('', 1000);
    const reader = await stream('?after=latest', { 'last-event-id': events.at(-4)!.cursor });
    expect(await reader.hear(3)).toEqual(events.slice(-3));
    await reader.close();
  });

  it('refuses what it cannot read', async () => {
    const registry = Buffer.from('1~registry~1').toString('base64url');
    const far = Buffer.from(`1~ledger~${2n ** 60n}`).toString('base64url');
    for (const [query, text] of [
      ['?after=xyz', 'invalid cursor'],
      [`?after=${registry}`, 'the cursor is of the registry'],
      [`?after=${far}`, 'the cursor is ahead of this log'],
      ['?limit=0', 'limit must be an integer from 1 to 1000'],
      ['?limit=1001', 'limit must be an integer from 1 to 1000'],
      ['?types=block.made', 'unknown event type'],
      ['?types=', 'unknown event type'],
      ['?types=wallet.credited', 'wallet events need an address'],
      ['?address=xyz', 'invalid address'],
    ]) {
      expect([query, ...refusal(await client.get(`/events${query}`))]).toEqual([query, 400, `${text}\n`]);
      if (query!.startsWith('?after')) await expect(stream(query)).rejects.toThrow(`400 ${text}`);
    }
    await expect(stream('', { 'last-event-id': 'xyz' })).rejects.toThrow('400 invalid cursor');
  });

  it('answers HEAD and JSON with a page', async () => {
    expect((await client.exchange('HEAD', '/events', undefined, { accept: 'text/event-stream' })).status).toBe(200);
    const { json } = await client.get('/events', { accept: 'application/json, text/event-stream;q=0.5' });
    expect(json.events[0]).toMatchObject({ type: 'block.created', data: { height: 0 } });
  });
});
