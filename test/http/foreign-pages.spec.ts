import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { prepareProduction } from '../support/production.js';
import { type RunningServer, startServer } from '../support/server.js';
import { sendRaw } from './support/raw-socket.js';

const DENIED = /^HTTP\/1\.1 403 [\s\S]*cross-site request refused/;
const MALFORMED = /^HTTP\/1\.1 400 [\s\S]*\r\nConnection: close\r\n[\s\S]*malformed request/i;

/** What changes something on each API, as a page can send it without asking first: no type, or one of a form. */
const CHANGES = {
  demo: {
    ledger: [
      'POST /api/v1/admin/fund',
      'POST /api/v1/transactions',
      'POST /api/v1/zakat/run',
      'POST /api/v1/wallets',
      'POST /api/v1/register',
    ],
    registry: [
      'POST /nodes/register',
      'DELETE /nodes/node-1',
      'PUT /nodes/capabilities/update',
      'POST /devnet/mine',
      'POST /wallet/create',
    ],
  },
  production: {
    ledger: [
      'POST /api/v1/wallets',
      'POST /api/v1/register',
      'POST /api/v1/auth/request-otp',
      'POST /api/v1/admin/fund',
    ],
    registry: ['POST /nodes/register', 'DELETE /nodes/node-1', 'POST /wallet/create'],
  },
};

describe.each(['demo', 'production'] as const)('in %s', (mode) => {
  let dataDir: string;
  let server: RunningServer;
  const portOf = (api: 'ledger' | 'registry') =>
    Number(new URL(api === 'ledger' ? server.ledgerUrl : server.registryUrl).port);

  beforeAll(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'mizan-foreign-'));
    const env = { POW_BITS: '4', CORS_ORIGINS: 'http://app.example' };
    server = await startServer({ dataDir, env: mode === 'demo' ? env : prepareProduction(dataDir, env).env });
  }, 120_000);
  afterAll(async () => {
    await server?.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  const send = (api: 'ledger' | 'registry', line: string, headers: string, body = '{}') =>
    sendRaw(
      portOf(api),
      `${line} HTTP/1.1\r\nHost: localhost:${portOf(api)}\r\n${headers}Connection: close\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
      5_000,
    );

  describe.each(['ledger', 'registry'] as const)('the %s', (api) => {
    it.each(CHANGES[mode][api])('refuses %s from a page of another origin, and of no origin', async (line) => {
      const port = portOf(api);
      const foreign = [
        'http://evil.example',
        'null',
        `http://localhost:${port + 1}`,
        `http://localhost:${port}.evil.example`,
        `http://evil.example/http://localhost:${port}`,
        `file://localhost:${port}`,
        `http://evil.example, http://localhost:${port}`,
        '',
      ];
      for (const origin of foreign) {
        const { text } = await send(api, line, `Origin: ${origin}\r\n`);
        expect([origin, text]).toEqual([origin, expect.stringMatching(DENIED)]);
      }
    });

    it('goes on for its own pages, for those of CORS_ORIGINS and for programs', async () => {
      const [line] = CHANGES[mode][api];
      const own = `Origin: http://LOCALHOST:${portOf(api)}\r\n`;
      for (const headers of [own, `${own}Sec-Fetch-Site: same-origin\r\n`, 'Origin: http://app.example\r\n', '']) {
        const { text } = await send(api, line!, `Content-Type: application/json\r\n${headers}`);
        expect([headers, text]).toEqual([headers, expect.not.stringMatching(/cross-site/)]);
      }
    });

    it('answers reads whatever their origin', async () => {
      const path = api === 'ledger' ? '/api/v1/health' : '/wallet/health';
      expect((await send(api, `GET ${path}`, 'Origin: http://evil.example\r\n', '')).text).toMatch(/^HTTP\/1\.1 200 /);
    });

    it.each([
      ['Authorization', 'Bearer a', 'Bearer b'],
      ['Origin', 'http://app.example', 'http://evil.example'],
      ['Content-Type', 'application/json', 'text/plain'],
      ['Idempotency-Key', 'a', 'b'],
      ['Sec-Fetch-Site', 'same-origin', 'cross-site'],
      ['X-Mizan-Key', 'a', 'b'],
      ['X-Mizan-Signature', 'a', 'b'],
    ])('refuses two %s headers, also when they are equal', async (name, one, two) => {
      const path = api === 'ledger' ? '/api/v1/health' : '/wallet/health';
      for (const second of [one, two]) {
        const headers = `${name}: ${one}\r\nX-Other: c\r\n${name.toLowerCase()}: ${second}\r\n`;
        expect((await send(api, `GET ${path}`, headers, '')).text).toMatch(MALFORMED);
      }
    });

    it('refuses an absolute target for another host or port than Host', async () => {
      const path = api === 'ledger' ? '/api/v1/health' : '/wallet/health';
      const port = portOf(api);
      for (const authority of ['localhost', `127.0.0.1:${port}`, 'evil.example', `a@localhost:${port}`, '']) {
        const { text } = await send(api, `GET http://${authority}${path}`, '', '');
        expect([authority, text]).toEqual([authority, expect.stringMatching(/^HTTP\/1\.1 400 /)]);
      }
      expect((await send(api, `GET http://LOCALHOST:${port}${path}`, '', '')).text).toMatch(/^HTTP\/1\.1 200 /);
    });

    it('refuses a transfer coding in HTTP/1.0, and reads nothing that comes after', async () => {
      const port = portOf(api);
      const [line] = CHANGES[mode][api];
      const bytes = `${line} HTTP/1.0\r\nHost: localhost:${port}\r\nConnection: keep-alive\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\nGET /x HTTP/1.1\r\nHost: localhost:${port}\r\n\r\n`;
      const { text, closedAfterMs } = await sendRaw(port, bytes, 5_000);
      expect(text).toMatch(MALFORMED);
      expect([text.match(/HTTP\/1\.1 \d/g)?.length, closedAfterMs]).toEqual([1, expect.any(Number)]);
    });
  });
});
