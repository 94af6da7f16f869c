import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Ledger } from '../support/running-ledger.js';

describe('the readiness of a ledger whose database takes no writes', () => {
  let ledger: Ledger;
  beforeAll(async () => {
    ledger = await Ledger.start('postgres');
  });
  afterAll(() => ledger?.dispose());

  const ready = async () => {
    const startedAt = performance.now();
    const { status, json } = await ledger.client.get('/health/ready');
    return { status, reasons: json.reasons, tookMs: performance.now() - startedAt };
  };
  const until = async (status: number) => {
    for (const deadline = performance.now() + 30_000; performance.now() < deadline; await sleep(100))
      if ((await ready()).status === status) return;
    throw new Error(`readiness never became ${status}`);
  };

  it('is red while commits hang, says so in time, and is green again afterwards', async () => {
    const postgres = ledger.store.postgres!;
    expect((await ready()).status).toBe(200);
    await postgres.run(`ALTER SYSTEM SET synchronous_standby_names = 'gone'`);
    await postgres.run('SELECT pg_reload_conf()');
    await until(503);
    const red = await ready();
    expect(red.reasons).toEqual([expect.stringMatching(/^the database does not commit within 2 s/)]);
    expect(red.tookMs).toBeLessThan(8_000);
    await postgres.run('ALTER SYSTEM RESET synchronous_standby_names');
    await postgres.run('SELECT pg_reload_conf()');
    await until(200);
  });
});
