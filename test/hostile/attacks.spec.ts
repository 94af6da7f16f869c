import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, type IncomingMessage, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { secp256k1Signer, signed } from '../registry-api/support/node-signer.js';
import { reportFigures } from '../support/figures.js';
import { manyCoins, oneCoin } from '../support/large-transfers.js';
import { LedgerClient, type Wallet } from '../support/ledger-client.js';
import { prepareProduction } from '../support/production.js';
import { type RunningServer, startServer } from '../support/server.js';
import { inventedInputs } from './support/invented-inputs.js';

/** Of each attack. `ATTACK_SECONDS=20` is what is published; a shorter one finds the same. */
const SECONDS = Number(process.env.ATTACK_SECONDS ?? 4);
/** Of the other caller, who asks for health one time after the other. */
const HEALTH_P99_MS = 250;
/** What one address may do in a second: see apps/ledger-api/ledger-rate-limits.ts. */
const WRITES = 300 / 60;
const READS = 1_200 / 60;
/** That one network may ask for in a while. */
const CODES = 20;

jest.setTimeout(SECONDS * 1000 + 60_000);

interface Attack {
  method: string;
  url: string;
  body?: string | Buffer;
  headers?: Record<string, string>;
}

interface Onslaught {
  sent: number;
  statuses: Record<string, number>;
  health: { asked: number; answered: number; p99Ms: number };
}

const agent = new Agent({ keepAlive: true, maxSockets: 64 });

/** The status of the answer, all of which is read; 0 when there was none. */
function send({ method, url, body, headers = {} }: Attack): Promise<number> {
  return new Promise((resolve) => {
    const length =
      body === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    const asked = request(url, { method, agent, headers: { ...length, ...headers } }, (answer: IncomingMessage) => {
      answer.resume().once('close', () => resolve(answer.statusCode ?? 0));
    });
    asked.once('error', () => resolve(0)).end(body);
  });
}

/** Sends what `make` makes at that rate, whether or not it is answered, while another caller asks for health. */
async function attack(healthUrl: string, perSecond: number, make: (count: number) => Attack): Promise<Onslaught> {
  const statuses: Record<string, number> = {};
  const answers: Promise<void>[] = [];
  let attacking = true;
  const other = askForHealth(healthUrl, () => attacking);
  const startedAt = performance.now();
  for (let sent = 0; performance.now() - startedAt < SECONDS * 1000; sent++) {
    const answered = send(make(sent)).then((status) => {
      statuses[status] = (statuses[status] ?? 0) + 1;
    });
    answers.push(answered);
    await sleep(Math.max(0, startedAt + ((sent + 1) * 1000) / perSecond - performance.now()));
  }
  attacking = false;
  const health = await other;
  await Promise.all(answers);
  return { sent: answers.length, statuses, health };
}

async function askForHealth(url: string, goOn: () => boolean): Promise<Onslaught['health']> {
  const times: number[] = [];
  let answered = 0;
  while (goOn()) {
    const startedAt = performance.now();
    if ((await send({ method: 'GET', url })) === 200) answered++;
    times.push(performance.now() - startedAt);
    await sleep(5);
  }
  times.sort((left, right) => left - right);
  return { asked: times.length, answered, p99Ms: Math.round(times[Math.floor(times.length * 0.99)]!) };
}

async function judge(name: string, onslaught: Onslaught, expected: readonly number[]): Promise<void> {
  const { sent, statuses, health } = onslaught;
  await reportFigures(`attack: ${name}`, { seconds: SECONDS, sent, ...health, statuses: JSON.stringify(statuses) });
  expect(sent).toBeGreaterThan(SECONDS);
  expect(Object.keys(statuses).filter((status) => !expected.includes(Number(status)))).toEqual([]);
  expect(health.answered).toBe(health.asked);
  expect(health.p99Ms).toBeLessThan(HEALTH_P99_MS);
}

describe('a stranger at their rate limit keeps no other caller waiting, in a demo', () => {
  let server: RunningServer;
  let client: LedgerClient;
  let rich: Wallet;
  let busy: Wallet;
  let heavy: string;
  let height: number;
  const ledger = (path: string) => `${server.ledgerUrl}/api/v1${path}`;
  const health = () => ledger('/health');

  beforeAll(async () => {
    server = await startServer({ env: { POW_BITS: '4', LOG_LEVEL: 'warn', RATE_LIMIT: '0' } });
    client = new LedgerClient(server.ledgerUrl);
    [rich, busy] = (await client.createWallets(2)) as [Wallet, Wallet];
    for (let coins = 0; coins < 9; coins++) await manyCoins(client, rich);
    for (let cycle = 0; cycle < 8; cycle++) heavy = (await oneCoin(client, busy, await manyCoins(client, busy))).txid;
    ({ height } = await client.chain());
  }, 60_000);
  afterAll(async () => {
    await server?.stop();
  });

  it('by made-up inputs in the name of an owner of 30,000 coins', async () => {
    const bodies = Array.from({ length: 10 }, () => JSON.stringify(inventedInputs(rich)));
    const make = (count: number) => ({
      method: 'POST',
      url: ledger('/transactions/submit'),
      body: bodies[count % 10]!,
    });
    await judge('made-up inputs', await attack(health(), WRITES, make), [400]);
  });

  it('by payments prepared out of thousands of coins, and lists of them', async () => {
    const body = JSON.stringify({ from: rich.address, to: busy.address, amount: 9 * 11_601 + 4_000 });
    const make = (count: number) =>
      count % 2 === 0
        ? { method: 'POST', url: ledger('/transactions/prepare'), body }
        : { method: 'GET', url: ledger(`/wallets/${rich.address}/utxos?limit=1000`) };
    await judge('coins', await attack(health(), WRITES * 2, make), [200]);
  });

  it('by histories, reports, transactions and blocks of a megabyte', async () => {
    const paths = [
      `/wallets/${busy.address}/transactions?limit=1000`,
      `/transactions/${heavy}`,
      `/reports/wallet/${busy.address}?limit=1000`,
      `/blocks/${height}`,
      `/blocks/${height}/header`,
      `/transactions/${heavy}/proof`,
    ];
    const make = (count: number) => ({ method: 'GET', url: ledger(paths[count % paths.length]!) });
    await judge('large answers', await attack(health(), READS, make), [200]);
  });

  it('by lists full of wrong names', async () => {
    const capabilities = Array<string>(5_000).fill('');
    const body = JSON.stringify({ node_id: 'n', address: 'a', capabilities });
    const make = (): Attack => ({ method: 'POST', url: `${server.registryUrl}/nodes/register`, body });
    await judge('wrong names', await attack(health(), WRITES, make), [422]);
  });

  it('by a whole history, at the rate that such a one has', async () => {
    const make = () => ({ method: 'GET', url: ledger(`/wallets/${busy.address}/transactions?direction=all`) });
    await judge('whole histories', await attack(health(), READS / 10, make), [200]);
  });
});

describe('a stranger at their rate limit keeps no other caller waiting, in production', () => {
  let server: RunningServer;
  let dataDir: string;
  const registry = (path: string) => `${server.registryUrl}${path}`;
  const proxied = { 'x-forwarded-proto': 'https', 'x-forwarded-for': '198.51.100.9' };

  beforeAll(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'mizan-attacks-'));
    const { env } = prepareProduction(dataDir, {
      PUBLIC_HOSTS: '127.0.0.1',
      TRUSTED_PROXIES: '127.0.0.1',
      POW_BITS: '4',
    });
    server = await startServer({ dataDir, env });
  }, 60_000);
  afterAll(async () => {
    await server?.stop();
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 3 });
  });

  it('by requests that unknown nodes have signed well, each with a nonce of its own', async () => {
    const signers = Array.from({ length: 20 }, () => secp256k1Signer());
    const make = (count: number): Attack => {
      const body = JSON.stringify({ sequence: count });
      const heartbeat = { method: 'POST', path: `/nodes/n${count}/heartbeat`, body };
      const { headers } = signed(signers[count % 20]!, heartbeat);
      return { method: 'POST', url: registry(heartbeat.path), body, headers: { ...proxied, ...headers } };
    };
    const onslaught = await attack(registry('/nodes/health'), READS, make);
    await judge('unknown nodes', onslaught, [401, 429]);
    expect(onslaught.statuses[401]).toBeGreaterThan(SECONDS);
  });

  it('by codes asked for from addresses that are none', async () => {
    const addresses = ['5.6.7.8:1234', 'garbage', 'x'.repeat(5_000)];
    const make = (count: number): Attack => ({
      method: 'POST',
      url: `${server.ledgerUrl}/api/v1/auth/request-otp`,
      body: JSON.stringify({ email: `stranger.${count}@example.org` }),
      headers: { ...proxied, 'x-forwarded-for': `${addresses[count % 3]}` },
    });
    const onslaught = await attack(`${server.ledgerUrl}/api/v1/health`, READS, make);
    await judge('forged addresses', onslaught, [200, 429]);
    // Without its port the first is somebody's address; the others are the proxy's: two callers with so many codes each.
    expect(onslaught.statuses[200]).toBeLessThanOrEqual(2 * CODES);
  });
});
