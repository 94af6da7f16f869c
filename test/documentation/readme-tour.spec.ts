import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { freePort } from '../support/free-port.js';
import { whyNoLitecoind } from '../support/litecoind.js';
import { bashBlocks, expectShownAnswers, paste, readDocument } from '../support/played-tour.js';
import { type RunningServer, startServer } from '../support/server.js';

jest.setTimeout(120_000);

const readme = readDocument('README.md');
const aboutCore = readDocument('docs/flopcoin-core.md');
const blocks = (heading: string, text = readme) => bashBlocks(heading, text);

describe("the README's first tour", () => {
  const address = 'http://localhost:8080';
  let server: RunningServer;
  const dataDir = mkdtempSync(join(tmpdir(), 'mizan-tour-'));
  afterAll(async () => {
    await server?.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('works as pasted, and so do the zakat run after a restart with the pool, and a session', async () => {
    const tour = blocks('## First tour').join('');
    const [makePool = '', run = ''] = blocks('### Zakat');
    // Only the port differs, which may be taken here.
    const at = (script: string) => script.replaceAll(address, server.ledgerUrl);
    expect(tour).toMatch(address);

    server = await startServer({ dataDir });
    const output = await paste(
      at(`${tour}${makePool}\ndeclare -p API POOL ASHA_ADDRESS OMAR_ADDRESS OMAR; declare -f post field\n`),
    );
    expectShownAnswers(tour, output);
    const lines = output.split('\n');
    const balances = lines.filter((line) => line.startsWith('{"balance"'));
    expect(balances).toEqual(['{"balance":14900}', '{"balance":100}']);
    expect(lines).toContain('{"status":"transaction mined"}');
    expect(output).toMatch(/^\{"ok":true,"height":2,/m);
    expect(output).toMatch(/"total_sent":100,"total_received":15000/);
    const pool = /ZAKAT_WALLET_ADDRESS=([0-9a-f]{64}) npm start/.exec(output)?.[1];
    expect(pool).toBeDefined();

    const terminal = output.slice(output.indexOf('declare -- API'));
    await server.stop();
    server = await startServer({ dataDir, env: { ZAKAT_WALLET_ADDRESS: pool } });
    const after = await paste(`${terminal}\nAPI=${server.ledgerUrl}/api/v1\n${run}`);
    expectShownAnswers(run, after);
    const visit = blocks('### A session').join('');
    const session = await paste(`${terminal}\nAPI=${server.ledgerUrl}/api/v1\n${visit}`);
    expectShownAnswers(visit, session);
    expect(session.match(/^.*$/gm)).toEqual([
      expect.stringMatching(/^\{"user_id":.*"email_confirmed":true,"cnic":"35202-\*{7}-1"/),
      '{"status":"transaction mined"}',
      expect.stringMatching(/"note":"for the lunch"/),
      '{"status":"transaction mined"}',
      expect.stringMatching(/^\{"id":".*"state":"open",.*"note":"two books"/),
      '{"status":"transaction mined"}',
      expect.stringMatching(/"state":"paid",.*"paid_units":25,/),
      '{"success":true,"message":"logged out"}',
      '',
    ]);
    expect(await (await fetch(`${server.ledgerUrl}/api/v1/chain/verify`)).json()).toMatchObject({ ok: true });
  });
});

describe("the README's tour of the registry", () => {
  const address = 'http://localhost:8000';
  let server: RunningServer | undefined;
  let coinDir: string | undefined;
  afterEach(async () => {
    await server?.stop();
    if (coinDir) rmSync(coinDir, { recursive: true, force: true });
  });

  it('works as pasted on the devnet', async () => {
    server = await startServer({ env: { SERVE: 'registry' } });
    const tour = blocks('## Tour of the registry').join('');
    const output = await paste(tour.replaceAll(address, server.registryUrl));
    expectShownAnswers(tour, output);
    expect(output).toMatch(/"transaction_type":"send","status":"confirmed","fee":0\.00\d+,/);
  });

  const skipped = whyNoLitecoind();
  (skipped ? it.skip : it)(`works as pasted on litecoind${skipped ? ` (skipped: ${skipped})` : ''}`, async () => {
    const [start = '', tour = ''] = blocks('## A real Core', aboutCore);
    const [register = ''] = blocks('## Tour of the registry');
    const rpcPort = String(await freePort());
    coinDir = mkdtempSync(join(tmpdir(), 'mizan-tour-coin-'));
    const onPort = (script: string) => script.replaceAll('19443', rpcPort);
    expect(start).toMatch('19443');
    await paste(onPort(start).replace('$(mktemp -d)', coinDir));
    try {
      server = await startServer({
        env: {
          SERVE: 'registry',
          FLOPCOIN_RPC_HOST: '127.0.0.1',
          FLOPCOIN_RPC_PORT: rpcPort,
          FLOPCOIN_RPC_USER: 'flopcoinrpc',
          FLOPCOIN_RPC_PASSWORD: 'choose_your_own',
        },
      });
      const output = await paste(onPort(`${register}${tour}`).replaceAll(address, server.registryUrl));
      expect(output).toMatch(/"balance":25\.5,/);
      expect(output).toMatch(/"transaction_type":"send","status":"confirmed","fee":0\.0000\d+,/);
      expect(output).toMatch(/"drift_units":"0","frozen":false/);
    } finally {
      await paste(onPort('curl -sS -u flopcoinrpc:choose_your_own http://127.0.0.1:19443/ -d \'{"method":"stop"}\''));
    }
  });
});
