import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { get, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { manyCoins, oneCoin } from '../support/large-transfers.js';
import { LedgerClient, type Wallet } from '../support/ledger-client.js';
import { type RunningServer, startServer } from '../support/server.js';

jest.setTimeout(60_000);

const WATCH = new URL('../../bench/process/watch-process.mjs', import.meta.url).href;
/** Times that all coins of the busy wallet become many and one again: two large transactions each. */
const CYCLES = 10;
const SPLITS = 3;
/** Bytes in use beyond those without the request. A list that is read whole before it is written takes several times its text. */
const MOST_HELD = 6e6;

const directory = mkdtempSync(join(tmpdir(), 'mizan-slow-'));
const watchFile = join(directory, 'watch.port');
let server: RunningServer;
let client: LedgerClient;
let busy: Wallet;
let rich: Wallet;

beforeAll(async () => {
  server = await startServer({
    env: { SERVE: 'ledger', POW_BITS: '1', BENCH_WATCH_FILE: watchFile },
    nodeArgs: ['--expose-gc', '--import', WATCH],
  });
  client = new LedgerClient(server.ledgerUrl);
  [busy, rich] = (await client.createWallets(2)) as [Wallet, Wallet];
  for (let cycle = 0; cycle < CYCLES; cycle++) await oneCoin(client, busy, await manyCoins(client, busy));
  for (let splits = 0; splits < SPLITS; splits++) await manyCoins(client, rich);
});
afterAll(async () => {
  await server?.stop();
  rmSync(directory, { recursive: true, force: true });
});

/** Bytes in use by the server, garbage apart. */
async function inUse(): Promise<number> {
  const watch = `http://127.0.0.1:${readFileSync(watchFile, 'utf8')}`;
  const bytes = Number(await (await fetch(`${watch}/sample`)).text());
  await fetch(`${watch}/peak`); // looks no further
  return bytes;
}

/** Rests before the first bytes and after them, so long that the server could make all of the answer. */
async function readSlowly(path: string): Promise<{ text: string; held: number }> {
  const before = await inUse();
  const [answer] = (await once(get(`${server.ledgerUrl}/api/v1${path}`, { agent: false }), 'response')) as [
    IncomingMessage,
  ];
  const chunks: Buffer[] = [];
  const uses: number[] = [];
  const rest = async () => {
    await sleep(700);
    uses.push((await inUse()) - before);
  };
  await rest();
  for await (const chunk of answer) {
    chunks.push(chunk as Buffer);
    if (chunks.length === 1) await rest();
  }
  return { text: Buffer.concat(chunks).toString(), held: Math.max(...uses) };
}

it('a history of large transactions is not held for a reader who is slow, nor is the report on it', async () => {
  for (const path of [`/wallets/${busy.address}/transactions?direction=all`, `/reports/wallet/${busy.address}`]) {
    const { text, held } = await readSlowly(path);
    expect(text.length).toBeGreaterThan(1.4 * MOST_HELD);
    expect(held).toBeLessThan(MOST_HELD);
    expect(text).toBe((await client.get(path)).text);
  }
});

it.each([
  ['the history', () => `/wallets/${busy.address}/transactions`],
  ['the coins', () => `/wallets/${rich.address}/utxos`],
  ['the blocks', () => '/blocks'],
])('%s, whole and read slowly, are byte for byte their pages one after the other', async (_, pathOf) => {
  const path = pathOf();
  const { text, held } = await readSlowly(path);
  expect(held).toBeLessThan(MOST_HELD);
  const already = client.exchanges.length;
  const pages = await client.pages(`${path}?limit=${path === '/blocks' ? 7 : 1000}`);
  const texts = client.exchanges.slice(already).map(({ text: page }) => page.slice(1, -1));
  expect(pages.length).toBeGreaterThan(1);
  expect(text).toBe(`[${texts.join(',')}]`);
});
