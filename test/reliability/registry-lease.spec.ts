import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Client } from 'pg';
import { RegistryClient } from '../registry-api/support/registry-client.js';
import { startTestRegistry, type TestRegistry } from '../registry-api/support/start-registry.js';
import { WalletClient } from '../registry-api/support/wallet-client.js';
import { type PostgresServer, startPostgres } from '../support/postgres.js';

jest.setTimeout(60_000);

const LEASE = `hashtextextended('mizan:writer:registry', 0)`;

class SetClock {
  aheadMs = 0;

  nowMs(): number {
    return Date.now() + this.aheadMs;
  }
}

describe('registries on one database', () => {
  const keys = mkdtempSync(join(tmpdir(), 'mizan-lease-'));
  const clock = new SetClock();
  let postgres: PostgresServer;
  let opened: TestRegistry[] = [];
  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterEach(async () => {
    for (const registry of opened) await registry.close();
    opened = [];
    clock.aheadMs = 0;
  });
  afterAll(async () => {
    await postgres?.stop();
    rmSync(keys, { recursive: true, force: true });
  });

  const open = async () => {
    const registry = await startTestRegistry({
      storage: { kind: 'postgres', url: postgres.url } as never,
      masterKeyFile: join(keys, 'master.key'),
      clock,
      walletEnvironment: { WALLET_POLL_INTERVAL_MS: '200' },
    });
    opened.push(registry);
    return registry;
  };
  const ready = (registry: TestRegistry) => new RegistryClient(() => registry.port).get('/wallet/health/ready');
  const until = async (registry: TestRegistry, status: number, why?: RegExp) => {
    let last: unknown;
    for (const deadline = performance.now() + 30_000; performance.now() < deadline; await sleep(100)) {
      const { status: now, body } = await ready(registry);
      last = [now, body];
      if (now === status && (!why || body.reasons.some((reason: string) => why.test(reason)))) return;
    }
    throw new Error(`readiness never became ${status} ${why}: ${JSON.stringify(last)}`);
  };
  /** A process that has the lease and does nothing with it, as one that is stopped or whose Core hangs. */
  const takeLease = async () => {
    const holder = new Client({ connectionString: postgres.url });
    holder.on('error', () => undefined);
    await holder.connect();
    const taken = holder.query(`SELECT pg_advisory_lock(${LEASE})`);
    await postgres.run(
      `SELECT pg_terminate_backend(pid) FROM pg_locks
       WHERE locktype = 'advisory' AND granted AND ((classid::bigint << 32) | objid::bigint) = ${LEASE}`,
    );
    await taken;
    return holder;
  };

  it('are served by the one that is left when the other has gone', async () => {
    const [first, second] = [await open(), await open()];
    await until(first, 200);
    await until(second, 503); // the devnet is the first one's
    await first.close();
    opened = [second];
    await until(second, 200);
  });

  it('keep what was paid on each of them, however the devnet passes between them', async () => {
    const [first, second] = [await open(), await open()];
    const at = (registry: TestRegistry) => new WalletClient(() => registry.port);
    const writes = async (registry: TestRegistry) => (await at(registry).get('/wallet/health/writer')).status === 200;
    const passTo = async (registry: TestRegistry) => {
      while (!(await writes(registry))) {
        await (await takeLease()).end();
        await eventually(async () => (await writes(first)) || (await writes(second)));
      }
      await until(registry, 200);
    };
    await until(first, 200);
    const { address } = await at(first).open('payee');
    const pay = async (registry: TestRegistry, amount: number, blocks: number) => {
      expect((await at(registry).post('/devnet/faucet', { address, amount })).status).toBe(200);
      expect((await at(registry).post('/devnet/mine', { blocks })).status).toBe(200);
    };
    await pay(first, 100, 1);
    await passTo(second);
    await pay(second, 50, 6);
    await passTo(first);
    await pay(first, 7, 6);
    expect(await at(first).units('payee')).toMatchObject({ available: 15_700_000_000n });
    await passTo(second);
    await pay(second, 1, 6);
    expect(await at(second).units('payee')).toMatchObject({ available: 15_800_000_000n });
  });

  it('are not ready once what has the lease does nothing with it, and are again when one of them has it', async () => {
    const registry = await open();
    await until(registry, 200);
    const holder = await takeLease();
    try {
      clock.aheadMs = 300_000;
      await until(registry, 503, /^no process holds the sender’s lease, or the one that holds it does not follow/);
    } finally {
      await holder.end();
    }
    await until(registry, 200);
  });

  it('stay ready when the clock is set, and go on to audit the books when it was set back', async () => {
    const registry = await open();
    await until(registry, 200);
    for (const step of [45_000, -45_000, 3_600_000]) {
      clock.aheadMs = step;
      expect((await ready(registry)).status).toBe(200);
    }
    const auditedMs = async () => {
      const [row] = await postgres.run('SELECT audited_at FROM registry.coin_audit');
      return (row!.audited_at as Date).getTime();
    };
    await eventually(async () => (await auditedMs()) > Date.now() + 3_000_000);
    clock.aheadMs = 0;
    await eventually(async () => (await auditedMs()) < Date.now() + 60_000);
  });
});

async function eventually(check: () => Promise<boolean>): Promise<void> {
  for (const deadline = performance.now() + 10_000; performance.now() < deadline; await sleep(100)) {
    if (await check()) return;
  }
  throw new Error('it did not come about within 10 s');
}
