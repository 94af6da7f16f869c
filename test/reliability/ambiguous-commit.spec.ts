import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Contract } from '../support/contract.js';
import { reportFigures } from '../support/figures.js';
import { judgeChain } from '../support/judge.js';
import { LedgerClient } from '../support/ledger-client.js';
import { Load } from '../support/load.js';
import { type PostgresServer, startPostgres } from '../support/postgres.js';
import { type RunningServer, startServer } from '../support/server.js';
import { TcpProxy } from '../support/tcp-proxy.js';

jest.setTimeout(180_000);

describe('a commit whose answer is lost on the way', () => {
  let postgres: PostgresServer;
  let proxy: TcpProxy;
  let server: RunningServer;
  let client: LedgerClient;
  let cutting = false;

  beforeAll(async () => {
    postgres = await startPostgres();
    // Of every five blocks one loses the answer, and one is cut off while it is being sent.
    proxy = await TcpProxy.start(Number(new URL(postgres.url).port), 'append_block(', (request) => {
      if (!cutting) return undefined;
      return request % 5 === 0 ? 'before-answer' : request % 5 === 2 ? 'after-request' : undefined;
    });
    const url = new URL(postgres.url);
    url.port = String(proxy.port);
    server = await startServer({ env: { SERVE: 'ledger', LOG_LEVEL: 'warn', DATABASE_URL: url.href } });
    client = new LedgerClient(server.ledgerUrl, await Contract.of(server.ledgerUrl));
  });
  afterAll(async () => {
    await server?.stop();
    await proxy?.stop();
    await postgres?.stop();
  });

  it('is settled before anyone is told anything: each 200 stands on the chain once, and nothing else does', async () => {
    const load = await Load.prepare(client, 6, 1);
    const before = await client.chain();
    cutting = true;
    load.start(client);
    await load.progress(150, 120_000);
    await load.stop();
    cutting = false;
    const judged = await judgeChain(client);
    const lost = load.acknowledged.filter((txid) => !judged.transactions.has(txid));
    const stored = judged.transactions.size - before.transaction_count;
    const unknown = load.unavailable.filter((text) => text.startsWith('the outcome is unknown')).length;
    await reportFigures('ambiguous commits', {
      answersLost: proxy.cuts['before-answer'],
      requestsCut: proxy.cuts['after-request'],
      acknowledged: load.acknowledged.length,
      lost: lost.length,
      refused: load.unavailable.length,
      outcomeUnknown: unknown,
      duplicates: load.acknowledged.length - new Set(load.acknowledged).size,
    });
    expect(proxy.cuts['before-answer']).toBeGreaterThan(5);
    expect(proxy.cuts['after-request']).toBeGreaterThan(5);
    expect(lost).toEqual([]);
    expect(load.unexpected).toEqual([]);
    expect(load.unanswered).toBe(0);
    expect(new Set(load.acknowledged).size).toBe(load.acknowledged.length);
    expect(stored).toBeGreaterThanOrEqual(load.acknowledged.length);
    expect(stored).toBeLessThanOrEqual(load.acknowledged.length + unknown);
    expect(judged.balances.get(load.sink)).toBe(stored);
  });
});
