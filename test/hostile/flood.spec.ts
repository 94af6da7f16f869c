import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { loadavg } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { longestStallMs } from '../support/event-loop.js';
import { reportFigures } from '../support/figures.js';
import { converse } from './support/converse.js';
import { readAnswers } from './support/raw-answers.js';
import { rawRequest } from './support/raw-request.js';
import { NODE, World } from './support/world.js';

const SOCKETS = 500;
const IDLE_SOCKETS = 2_000;
const SLOW_READERS = 50;
const LEGITIMATE = 40;

let world: World;
const figures: Record<string, number | string> = {};

beforeAll(async () => {
  world = await World.start({ LOG_LEVEL: 'warn', WALLET_MAX_ADDRESSES_PER_WINDOW: '' });
}, 60_000);
afterAll(async () => {
  await reportFigures('floods', { ...figures, load: loadavg()[0]!.toFixed(1) });
  await world?.stop();
});

/** Opens sockets that stay until they are destroyed, or the server has enough of them. */
async function flood(count: number, greeting: string): Promise<Socket[]> {
  const sockets: Socket[] = [];
  for (let opened = 0; opened < count; opened++) {
    const socket = connect(world.port('ledger'), '127.0.0.1').on('error', () => {});
    sockets.push(socket);
    if (opened % 100 === 99) await once(socket, 'connect');
    socket.write(greeting);
  }
  return sockets;
}

/** What a well-behaved client gets meanwhile: reads and transfers in turn, and how long the slowest took. */
async function askAsOneShould(): Promise<number> {
  let slowestMs = 0;
  for (let asked = 0; asked < LEGITIMATE; asked++) {
    const startedAt = performance.now();
    if (asked % 2 === 0) await world.ledger.balance(world.rich.address);
    else await world.ledger.pay(world.rich, world.poor.address, 1);
    slowestMs = Math.max(slowestMs, performance.now() - startedAt);
  }
  return Math.round(slowestMs);
}

describe('a well-behaved client is answered', () => {
  it.each([
    ['headers', 'GET /api/v1/chain HTTP/1.1\r\nHost: localhost\r\nX-A: '],
    ['bodies', 'POST /api/v1/register HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10000\r\n\r\n{'],
  ])('while 500 others send their %s byte by byte, and those are cut off', async (what, greeting) => {
    const sockets = await flood(SOCKETS, greeting);
    let closed = 0;
    for (const socket of sockets) socket.resume().on('close', () => closed++);
    const drip = setInterval(() => {
      for (const socket of sockets) if (!socket.destroyed) socket.write('a');
    }, 1_000);
    figures[`slowestAnswerMsDuringSlow_${what}`] = await askAsOneShould();
    for (let waited = 0; closed < SOCKETS && waited < 40; waited++) await delay(500);
    clearInterval(drip);
    for (const socket of sockets) socket.destroy();
    expect(closed).toBe(SOCKETS);
  });

  it(`while ${IDLE_SOCKETS} others say nothing at all`, async () => {
    const sockets = await flood(IDLE_SOCKETS, '');
    figures.slowestAnswerMsDuringIdleSockets = await askAsOneShould();
    for (const socket of sockets) socket.destroy();
  });

  it('while 50 others ask for gigabytes and read nothing, of which little is held in memory', async () => {
    for (let made = 0; made < 10; made++) await world.ledger.fund(world.rich.address);
    const wanted = [
      { target: '/api/v1/blocks', times: 50 },
      { target: '/docs/swagger-ui-bundle.js', times: 40 },
    ];
    const greeting = wanted.map(({ target, times }) => rawRequest({ target }).toString().repeat(times)).join('');
    let asked = 0;
    for (const { target, times } of wanted) {
      const answer = await fetch(`${world.server.ledgerUrl}${target}`);
      asked += SLOW_READERS * times * (await answer.arrayBuffer()).byteLength;
    }
    const before = await world.residentBytes();
    const sockets = await flood(SLOW_READERS, greeting);
    for (const socket of sockets) socket.pause();
    figures.slowestAnswerMsDuringSlowReaders = await askAsOneShould();
    const grown = (await world.residentBytes()) - before;
    for (const socket of sockets) socket.destroy();
    figures.megabytesForSlowReaders = Math.round(grown / 1e6);
    figures.megabytesTheyAskedFor = Math.round(asked / 1e6);
    // So many requests at once have the heaps grow by 300 to 450 MB also when every answer is read.
    expect(grown).toBeLessThan(asked / 4);
  });

  it('when 1,000 requests come on one connection at once, all of them and in order', async () => {
    const targets = Array.from({ length: 1_000 }, (_, at) => `/api/v1/blocks/${at % 3 === 2 ? 99_999_999 : at % 3}`);
    const last = rawRequest({ target: '/api/v1/health', headers: { Connection: 'close' } });
    const { bytes } = await converse(world.port('ledger'), [
      Buffer.concat([...targets.map((target) => rawRequest({ target })), last]),
    ]);
    const answers = readAnswers(bytes);
    expect(answers.map(({ status }) => status)).toEqual([...targets.map((_, at) => (at % 3 === 2 ? 404 : 200)), 200]);
  });

  it('when thousands were refused before it', async () => {
    const large = rawRequest({ method: 'POST', target: '/api/v1/register', body: 'x'.repeat(20_000) });
    const before = await world.ledger.chain();
    for (let round = 0; round < 20; round++) {
      const answers = await Promise.all(Array.from({ length: 50 }, () => converse(world.port('ledger'), [large])));
      expect(answers.every(({ closedAfterMs }) => closedAfterMs !== undefined)).toBe(true);
    }
    expect(await world.ledger.chain()).toEqual(before);
    figures.slowestAnswerMsAfterRefusals = await askAsOneShould();
  });
});

describe('a write whose caller hung up', () => {
  it('is done whole or not at all', async () => {
    const wallets = await world.ledger.createWallets(10);
    const before = (await world.ledger.chain()).supply;
    for (const { address } of wallets) {
      const socket = connect(world.port('ledger'), '127.0.0.1').on('error', () => {});
      await once(socket, 'connect');
      const body = JSON.stringify({ address, amount: 1 });
      socket.write(rawRequest({ method: 'POST', target: '/api/v1/admin/fund', body }), () => socket.destroy());
    }
    await delay(500);
    await world.ledger.fund(world.rich.address); // whatever was accepted is in a block by the time this one is
    const balances = await Promise.all(wallets.map(({ address }) => world.ledger.balance(address)));
    expect(balances.every((balance) => balance === 0 || balance === 15_000)).toBe(true);
    const minted = balances.reduce((sum, balance) => sum + balance, 15_000);
    expect((await world.ledger.chain()).supply).toBe(before + minted);
    expect((await world.ledger.verify()).ok).toBe(true);
  });
});

describe('addresses of a node', () => {
  it('are as many as its limit allows, however often it asks', async () => {
    let made = 0;
    let refused = 0;
    for (let asked = 0; asked < 20; asked++) {
      const answers = await Promise.all(
        Array.from({ length: 10 }, () => world.registry.post(`/wallet/${NODE}/new-address`)),
      );
      for (const { status, headers } of answers) {
        if (status === 200) made++;
        else {
          expect([status, Number(headers['retry-after'])]).toEqual([429, expect.any(Number)]);
          refused++;
        }
      }
    }
    expect(made).toBeGreaterThan(90); // the address that it began with counts too
    expect(made).toBeLessThanOrEqual(100);
    expect(made + refused).toBe(200);
  });
});

describe('after all of that', () => {
  it('the event loop never stood still for long', async () => {
    figures.longestStallMs = await longestStallMs(world.server.ledgerUrl);
    expect(figures.longestStallMs).toBeLessThan(2_000);
  });
});
