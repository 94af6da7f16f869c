import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { extractText } from 'unpdf';
import { statementDigest } from '../../libs/client/crypto/statement-digest.js';
import { createLedger } from '../../libs/client/index.js';
import { Contract } from '../support/contract.js';
import { LedgerClient, refusal, type Wallet } from '../support/ledger-client.js';
import { type ReplayedChain, type ReplayedLine, replayHistories } from '../support/replayed-histories.js';
import { LEDGER_STORAGE_KINDS, Ledger } from '../support/running-ledger.js';
import { startServer } from '../support/server.js';

jest.setTimeout(60_000);

const WALLETS = 4;
type Line = ReplayedLine & { type: string; counterparty: string | null };

async function startKind(kind: string): Promise<{ client: LedgerClient; dispose(): Promise<unknown> }> {
  if (kind !== 'memory') {
    const ledger = await Ledger.start(kind as (typeof LEDGER_STORAGE_KINDS)[number]);
    return { client: ledger.client, dispose: () => ledger.dispose() };
  }
  const server = await startServer({ env: { SERVE: 'ledger', PERSISTENCE: 'memory' } });
  const client = new LedgerClient(server.ledgerUrl, await Contract.of(server.ledgerUrl));
  return { client, dispose: () => server.stop() };
}

describe.each(['memory', ...LEDGER_STORAGE_KINDS])('histories and days on %s', (kind) => {
  let client: LedgerClient;
  let dispose: () => Promise<unknown>;
  let wallets: Wallet[];
  let replayed: ReplayedChain;

  beforeAll(async () => {
    ({ client, dispose } = await startKind(kind));
    wallets = await client.createWallets(WALLETS);
    await Promise.all(wallets.map(({ address }) => client.fund(address)));
    const any = () => wallets[Math.floor(Math.random() * WALLETS)]!;
    await Promise.all(
      Array.from({ length: 24 }, () => client.pay(any(), any().address, 1 + Math.floor(Math.random() * 9))),
    );
    // The next second begins in a block of its own.
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    await client.pay(wallets[0]!, wallets[1]!.address, 5);
    replayed = await replayHistories(client);
  }, 60_000);
  afterAll(() => dispose?.());

  async function walk(address: string, query: string): Promise<Line[]> {
    const lines: Line[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const after: string = cursor ? `&cursor=${cursor}` : '';
      const { json, status, text } = await client.get(`/wallets/${address}/history?${query}${after}`);
      expect([status, status === 200 ? '' : text]).toEqual([200, '']);
      lines.push(...json.lines);
      cursor = json.next_cursor;
    }
    return lines;
  }
  const told = (lines: Line[]) => lines.map(({ type: _type, counterparty: _counterparty, ...line }) => line);
  const newest = (address: string) => replayed.histories.get(address)!.toReversed();

  it('are the replay of the chain, with the balance behind each line, at any page size', async () => {
    for (const { address } of wallets) {
      for (const limit of [3, 1000]) {
        expect(told(await walk(address, `limit=${limit}`))).toEqual(newest(address));
      }
      expect((await walk(address, ''))[0]!.balance_after).toBe(await client.balance(address));
    }
    expect((await client.get(`/wallets/${'0'.repeat(64)}/history`)).json).toEqual({ lines: [], next_cursor: null });
  });

  it('tell who paid and who was paid', async () => {
    const [from, to] = wallets as [Wallet, Wallet];
    const [spent] = await walk(from.address, 'limit=1000');
    const [received] = await walk(to.address, 'limit=1000');
    expect([spent, received]).toMatchObject([
      { type: 'send', direction: 'out', counterparty: to.address, units: 5 },
      { type: 'send', direction: 'in', counterparty: from.address, units: 5 },
    ]);
    const rewards = await walk(from.address, 'type=reward&limit=2');
    expect(rewards).toMatchObject([{ direction: 'in', counterparty: null, units: 15_000 }]);
    const all = await walk(from.address, '');
    expect([...(await walk(from.address, 'type=send&limit=2')), ...rewards]).toEqual(all);
    expect(await walk(from.address, 'type=zakat_deduction')).toEqual([]);
  });

  it('are cut at days of UTC and at moments', async () => {
    const { address } = wallets[0]!;
    const all = newest(address);
    const [{ time }, { time: first }] = [all[0]!, all.at(-1)!];
    const lastSecond = all.filter((line) => line.time === time);
    expect(told(await walk(address, `from=${time}`))).toEqual(lastSecond);
    expect(told(await walk(address, `to=${time}&limit=2`))).toEqual(all.slice(lastSecond.length));
    expect(told(await walk(address, `from=${time.slice(0, 10)}T00:00:00Z&to=${first}`))).toEqual([]);
    expect(told(await walk(address, `from=${first.slice(0, 10)}&to=${time.slice(0, 10)}`))).toEqual(all);
    expect(await walk(address, 'to=2026-01-01')).toEqual([]);
    expect(await walk(address, 'from=2199-01-01')).toEqual([]);
  });

  it('refuse what cannot be read, and a cursor of another query', async () => {
    const path = `/wallets/${wallets[0]!.address}/history`;
    const { json } = await client.get(`${path}?limit=1`);
    const day = 'must be a day such as 2026-11-27, or a moment such as 2026-11-27T08:00:00Z\n';
    for (const [query, text] of [
      ['from=today', `from ${day}`],
      ['to=2026-02-01&to=2026-02-02', `to ${day}`],
      ['to=2026-02-30', `to ${day}`],
      ['from=2026-02-02&to=2026-02-01', 'from must be before to\n'],
      ['type=gift', 'type must be one of: reward, send, zakat_deduction\n'],
      ['limit=0', 'limit must be an integer from 1 to 1000\n'],
      [`cursor=${json.next_cursor}&type=send`, 'invalid cursor\n'],
    ]) {
      expect([query, ...refusal(await client.get(`${path}?${query}`))]).toEqual([query, 400, text]);
    }
    expect(refusal(await client.get('/wallets/xyz/history'))).toEqual([400, 'invalid address\n']);
    expect(refusal(await client.get('/stats?days=0'))).toEqual([400, 'days must be an integer from 1 to 3660\n']);
  });

  it('add up in statements, of which the digest can be computed anew', async () => {
    const ledger = createLedger({ baseUrl: client.url });
    for (const { address } of wallets) {
      const all = replayed.histories.get(address)!;
      const { time } = all.at(-1)!;
      const before = all.filter((line) => line.time < time);
      const held = (lines: ReplayedLine[]) => lines.at(-1)?.balance_after ?? 0;
      for (const [query, lines, opening] of [
        [{}, all, 0],
        [{ from: time }, all.slice(before.length), held(before)],
        [{ to: time }, before, 0],
        [{ from: '2026-01-01', to: '2026-01-31' }, [], 0],
      ] as const) {
        const statement = await ledger.getStatement({ address, ...query });
        const { json } = await client.get(`/wallets/${address}/statement?${new URLSearchParams(query)}`);
        expect(told(json.lines)).toEqual(lines);
        const of = (way: string) =>
          sum(
            lines.filter(({ direction }) => direction === way),
            'units',
          );
        const [total_in, total_out] = [of('in'), of('out')];
        expect(json).toMatchObject({ opening, total_in, total_out, closing: opening + total_in - total_out });
        expect(statement.digest).toBe(statementDigest(statement));
        expect(statement.digest).not.toBe(statementDigest({ ...statement, closing: statement.closing + 1n }));
        const sheet = await client.get(`/wallets/${address}/statement.csv?${new URLSearchParams(query)}`);
        expect(sheetOf(sheet.text)).toEqual({ json, digest: json.digest });
      }
    }
  });

  /** What a spreadsheet reads, put together as the JSON has it. */
  function sheetOf(text: string) {
    const [columns, first, ...rest] = text
      .trimEnd()
      .split('\r\n')
      .map((row) => row.split(','));
    expect(columns!.join()).toBe('time,type,direction,counterparty,units_in,units_out,balance_after,height,txid');
    const [closing, digest] = rest.splice(-2) as [string[], string[]];
    expect([first![1], closing[1], digest[1]]).toEqual(['opening', 'closing', 'digest']);
    const lines = rest.map(([time, type, direction, counterparty, came, went, balance, height, txid]) => {
      const units = Number(came) + Number(went);
      const places = { txid, height: Number(height), time };
      return { ...places, type, direction, counterparty: counterparty || null, units, balance_after: Number(balance) };
    });
    const totals = { total_in: Number(closing[4]), total_out: Number(closing[5]), closing: Number(closing[6]) };
    const head = { from: first![0] || null, until: closing[0] || null, opening: Number(first![6]) };
    const json = { ...head, ...totals, lines, height: Number(closing[7]), digest: digest[8] };
    return { json: expect.objectContaining(json), digest: digest[8] };
  }

  it('are printed, with every line, the sums and the digest', async () => {
    const { address } = wallets[0]!;
    const { json } = await client.get(`/wallets/${address}/statement`);
    const pdf = await fetch(`${client.url}/api/v1/wallets/${address}/statement.pdf`);
    expect([pdf.status, pdf.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    const { text } = await extractText(new Uint8Array(await pdf.arrayBuffer()), { mergePages: true });
    const joined = text.replace(/\s/g, '');
    for (const part of [address, json.digest, `${json.closing.toLocaleString('en')}units`])
      expect(joined).toContain(part);
    for (const { txid } of json.lines) expect(joined).toContain(txid.slice(0, 10));
    expect(refusal(await client.get('/wallets/xyz/statement.pdf'))).toEqual([400, 'invalid address\n']);
  });

  it('are found by any name that they have', async () => {
    const results = async (q: string) => (await client.get(`/search?${new URLSearchParams({ q })}`)).json.results;
    const { index: height, hash } = replayed.blocks.at(-1)!;
    const { address } = wallets[0]!;
    const { txid } = replayed.histories.get(address)!.at(-1)!;
    const block = { kind: 'block', id: hash, height, path: `/api/v1/blocks/${height}` };
    expect(await results(`${height}`)).toEqual([block]);
    expect(await results(` ${hash.toUpperCase()} `)).toEqual([block]);
    const transaction = { kind: 'transaction', id: txid, height, path: `/api/v1/transactions/${txid}` };
    const base64 = Buffer.from(txid, 'hex').toString('base64');
    for (const name of [txid, base64, base64.replaceAll('+', '-').replaceAll('/', '_')]) {
      expect(await results(name)).toEqual([transaction]);
    }
    const wallet = { kind: 'address', id: address, path: `/api/v1/wallets/${address}/history` };
    expect(await results(address)).toEqual([wallet]);
    const receipt = 'MZ-1448-000001-6';
    expect(await results(receipt)).toEqual([
      { kind: 'receipt', id: receipt, path: `/api/v1/zakat/receipts/${receipt}/verify` },
    ]);
    expect(await results('node_001')).toEqual([{ kind: 'node', id: 'node_001', path: '/nodes/node_001' }]);
    for (const nothing of ['0'.repeat(64), '<b>', "' OR 1=1", '١٢']) expect(await results(nothing)).toEqual([]);
    for (const query of ['', '?q=', '?q=%20', `?q=${'x'.repeat(129)}`]) {
      expect(refusal(await client.get(`/search${query}`))).toEqual([400, 'q must be a text of 1 to 128 characters\n']);
    }
  });

  it('count each day what a recount counts', async () => {
    const { json } = await client.get('/stats?days=3660');
    const byDay = new Map<string, { blocks: number; transactions: number; volume: number; wallets: number }>();
    for (const { timestamp, tx_count } of replayed.blocks) {
      const day = dayOf(new Date(timestamp * 1000).toISOString());
      const counted = byDay.get(day) ?? { blocks: 0, transactions: 0, volume: 0, wallets: 0 };
      byDay.set(day, { ...counted, blocks: counted.blocks + 1, transactions: counted.transactions + tx_count });
    }
    for (const lines of replayed.histories.values()) byDay.get(dayOf(lines[0]!.time))!.wallets += 1;
    for (const { address } of wallets) {
      const sent = (await walk(address, 'type=send')).filter(({ direction }) => direction === 'out');
      for (const { time, units } of sent) byDay.get(dayOf(time))!.volume += units;
    }
    const own = (await selfTransfers()).reduce((sum, { amount }) => sum + amount, 0);
    const counted = [...byDay.values()];
    const told = json.days.filter(({ blocks }: { blocks: number }) => blocks > 0);
    expect(told.map(({ day }: { day: string }) => day)).toEqual([...byDay.keys()]);
    expect(
      told.map(({ blocks, transactions }: Line & { blocks: number; transactions: number }) => [blocks, transactions]),
    ).toEqual(counted.map(({ blocks, transactions }) => [blocks, transactions]));
    expect(sum(told, 'volume')).toBe(sum(counted, 'volume') + own);
    expect([json.supply, json.wallets]).toEqual([replayed.supply, replayed.histories.size]);
    expect(json.days.at(-1)).toMatchObject({ supply: replayed.supply, wallets: sum(counted, 'wallets') });
    expect([json.height, json.transactions]).toEqual([replayed.blocks.length - 1, sum(counted, 'transactions')]);
    expect((await client.get('/stats?days=1')).json.days).toHaveLength(1);
  });

  /** What the records say of transfers to oneself, in which no coin shows the amount. */
  async function selfTransfers(): Promise<{ amount: number }[]> {
    const { json } = await client.get('/events?types=transaction.mined&limit=1000');
    type Mined = { data: { sender: string | null; receiver: string; amount: number } };
    return json.events.flatMap(({ data }: Mined) => (data.sender === data.receiver ? [data] : []));
  }
});

function dayOf(time: string): string {
  return time.slice(0, 10);
}

function sum<Name extends string>(rows: readonly { [Key in Name]: number }[], name: Name): number {
  return rows.reduce((total, row) => total + row[name], 0);
}
