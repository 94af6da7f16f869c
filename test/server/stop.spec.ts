import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { prepareProduction } from '../support/production.js';
import { type RunningServer, startServer } from '../support/server.js';

/** What was accepted gets this long, and a caller from whom nothing was accepted this long. */
const WITHIN_MS = { accepted: 10_000, nothing: 3_000 };

const HEAD = 'Host: localhost\r\nContent-Type: application/json\r\n';
const PIPELINED = `GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n`.repeat(400);

/** What a caller has sent when the signal comes; none of them ever reads. */
const STATES: [state: string, sent: string, within: keyof typeof WITHIN_MS][] = [
  ['says nothing', '', 'nothing'],
  ['has sent half a request line', 'GET /api', 'nothing'],
  ['has sent half of its headers', `POST /api/v1/wallets HTTP/1.1\r\n${HEAD}`, 'nothing'],
  ['has sent half a body', `POST /api/v1/wallets HTTP/1.1\r\n${HEAD}Content-Length: 50\r\n\r\n{"a":`, 'nothing'],
  [
    'has sent half a chunk',
    `POST /api/v1/wallets HTTP/1.1\r\n${HEAD}Transfer-Encoding: chunked\r\n\r\n40\r\n{`,
    'nothing',
  ],
  [
    'waits for 100-continue',
    `POST /api/v1/wallets HTTP/1.1\r\n${HEAD}Content-Length: 50\r\nExpect: 100-continue\r\n\r\n`,
    'nothing',
  ],
  ['was answered and stays', 'GET /api/v1/health HTTP/1.1\r\nHost: localhost\r\n\r\n', 'nothing'],
  ['has asked for a tunnel', 'CONNECT example.com:443 HTTP/1.1\r\nHost: localhost\r\n\r\n', 'nothing'],
  ['reads none of its answers', PIPELINED, 'accepted'],
];

let server: RunningServer | undefined;
const sockets: Socket[] = [];
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await server?.stop();
});

async function caller(url: string, sent: string): Promise<void> {
  const socket = connect({ port: Number(new URL(url).port), host: '127.0.0.1' });
  socket.on('error', () => {}); // it is cut off: that is what is expected
  socket.pause();
  sockets.push(socket);
  await once(socket, 'connect');
  socket.write(sent);
}

async function stopped(running: RunningServer): Promise<{ code: number | null; ms: number }> {
  const at = performance.now();
  process.kill(running.pid, 'SIGTERM');
  const { code } = await running.exit;
  return { code, ms: performance.now() - at };
}

describe('a server that is told to stop', () => {
  it('ends with 0 within 3 s when nothing was accepted of all that callers have begun', async () => {
    const callers = STATES.filter(([, , within]) => within === 'nothing');
    server = await startServer({ env: { PERSISTENCE: 'memory' } });
    for (const url of [server.ledgerUrl, server.registryUrl]) for (const [, sent] of callers) await caller(url, sent);
    await sleep(300);
    const { code, ms } = await stopped(server);
    expect(code).toBe(0);
    expect(ms).toBeLessThan(WITHIN_MS.nothing);
    expect(server.stdout()).not.toMatch('stopping took too long');
  });

  it('ends with 0 in production mode too', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'mizan-stop-'));
    server = await startServer({ dataDir, env: prepareProduction(dataDir).env });
    for (const url of [server.ledgerUrl, server.registryUrl]) for (const [, sent] of STATES) await caller(url, sent);
    await sleep(300);
    const { code, ms } = await stopped(server);
    expect(code).toBe(0);
    expect(ms).toBeLessThan(WITHIN_MS.accepted);
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('ends with 0 in time with all of them at once, on a database', async () => {
    server = await startServer();
    for (const url of [server.ledgerUrl, server.registryUrl]) for (const [, sent] of STATES) await caller(url, sent);
    await sleep(300);
    const { code, ms } = await stopped(server);
    expect(code).toBe(0);
    expect(ms).toBeLessThan(WITHIN_MS.accepted);
  });
});
