import { connect } from 'node:net';
import { jest } from '@jest/globals';
import { type RunningServer, startServer } from '../support/server.js';

jest.setTimeout(120_000);

const FORGED = '{"level":"info","forged":true,"msg":"all is well"}';
/** What would end a line, hide it, or turn it round on a terminal. */
const HOSTILE = ['\n', '\r\n', '\u0000', '\u001b[2K\u001b[1A', '\u202e', '\u2066', '\u2028', '\u0085', '\u009b31m'].map(
  (character) => `x${character}${FORGED}`,
);

let server: RunningServer;

beforeAll(async () => {
  server = await startServer({ env: { LOG_LEVEL: 'trace', POW_BITS: '4' } });
});
afterAll(() => server?.stop());

async function post(url: string, body: object, headers: Record<string, string> = {}): Promise<void> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  await answer.arrayBuffer();
}

/** Bytes that no HTTP library would send. */
async function raw(url: string, request: string): Promise<void> {
  const { hostname, port } = new URL(url);
  await new Promise<void>((resolve) => {
    const socket = connect(Number(port), hostname, () => socket.end(request, 'latin1'));
    socket.on('error', () => resolve());
    socket.on('close', () => resolve());
    socket.resume();
  });
}

test('whatever a caller sends, a log line is one line of our own, and cannot be forged', async () => {
  const ledger = `${server.ledgerUrl}/api/v1`;
  const registry = server.registryUrl;
  for (const [at, text] of HOSTILE.entries()) {
    const percent = encodeURIComponent(text);
    await post(`${ledger}/register`, { full_name: text, email: `a${text}@b`, cnic: text });
    await post(`${ledger}/auth/request-otp`, { email: text });
    await post(`${ledger}/auth/verify-otp`, { email: text, otp: text });
    await post(`${ledger}/transactions`, { from: text, to: text, amount: 1, privKey: text });
    await post(`${ledger}/admin/fund`, { address: text, amount: 1 });
    await post(`${registry}/nodes/register`, { node_id: `n${at}`, address: text, capabilities: [text] });
    await post(`${registry}/nodes/register`, { node_id: text, address: 'a', capabilities: [] });
    await post(`${registry}/nodes/reputation`, { node_id: text, event_type: text });
    await post(`${registry}/wallet/create`, { node_id: `n${at}`, wallet_name: text });
    for (const base of [ledger, registry]) {
      for (const path of [`/wallets/${percent}/balance`, `/nodes/${percent}`, `/${percent}`, `/?q=${percent}`]) {
        await (await fetch(base + path)).arrayBuffer();
      }
      await raw(base, `GET /${text} HTTP/1.1\r\nHost: localhost\r\n\r\n`);
      await raw(
        base,
        `GET /api/v1/health HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: ${text}\r\nX-Request-Id: ${text}\r\n\r\n`,
      );
      await raw(base, `${text} / HTTP/1.1\r\nHost: ${text}\r\nUser-Agent: ${text}\r\n\r\n`);
    }
  }
  await server.stop();
  const lines = server
    .stdout()
    .split('\n')
    .filter((line) => line !== '');
  expect(lines.length).toBeGreaterThan(HOSTILE.length * 15);
  for (const line of lines) {
    const entry = JSON.parse(line);
    expect(entry.forged).toBeUndefined();
    expect(line).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/);
  }
  expect(server.stderr()).toBe('');
});
