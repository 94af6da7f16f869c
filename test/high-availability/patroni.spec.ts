import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { reportFigures } from '../support/figures.js';
import { LedgerClient } from '../support/ledger-client.js';
import { startHaproxy } from '../support/patroni/haproxy.js';
import { PatientLoad } from '../support/patroni/patient-load.js';
import { PatroniCluster } from '../support/patroni/patroni-cluster.js';
import type { PatroniMember } from '../support/patroni/patroni-member.js';
import { PATRONI_PROGRAMS } from '../support/patroni/programs.js';
import { type RunningServer, startServer } from '../support/server.js';
import { until } from '../support/standby.js';

jest.setTimeout(600_000);

/** Of each kind. */
const ROUNDS = Number(process.env.FAIL_OVERS ?? 1);
const CLIENTS = 4;
/** For Patroni's `ttl`, the promotion, and the writer's way to it, on a busy machine. */
const WITHIN_MS = 60_000;

/** How the primary is lost, and how its machine comes back as a standby. */
const KINDS: Record<
  string,
  { lose(primary: PatroniMember, standby: PatroniMember): unknown; mend?(lost: PatroniMember): unknown }
> = {
  'a database that is killed': { lose: (primary) => primary.killDatabase() },
  'a machine that is gone': { lose: (primary) => primary.crash(), mend: (lost) => lost.start() },
  // Its watchdog resets it: one that woke by itself would take the lead back, see docs/high-availability.md.
  'a machine that hangs': { lose: (primary) => primary.hang(), mend: (lost) => lost.reset() },
  'a switch-over': { lose: (primary, standby) => primary.switchOver(standby) },
};

(PATRONI_PROGRAMS && process.env.FAIL_OVERS ? describe : describe.skip)(
  'two Mizan processes behind HAProxy, on PostgreSQL under Patroni',
  () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'mizan-cluster-'));
    let cluster: PatroniCluster;
    let servers: RunningServer[] = [];
    let proxy: { url: string; stop(): Promise<void> };
    let load: PatientLoad;

    beforeAll(async () => {
      cluster = await PatroniCluster.start();
      const env = { SERVE: 'ledger', LOG_LEVEL: 'info', POW_BITS: '4', DATABASE_URL: cluster.url };
      servers = [await startServer({ dataDir, env }), await startServer({ dataDir, env })];
      proxy = await startHaproxy(servers[0]!.ledgerUrl, servers[1]!.ledgerUrl);
      load = await PatientLoad.prepare(proxy.url, CLIENTS);
      load.start();
    }, 180_000);
    afterAll(async () => {
      await load?.stop().catch(() => undefined);
      await proxy?.stop();
      for (const server of servers) await server.kill9();
      await cluster?.stop();
      rmSync(dataDir, { recursive: true, force: true });
    }, 60_000);

    it.each(Object.entries(KINDS))(
      `after %s, ${ROUNDS} times, writes go on at the other one`,
      async (kind, { lose, mend }) => {
        const gaps: number[] = [];
        for (let round = 0; round < ROUNDS; round++) {
          await cluster.untilSynchronous();
          const primary = await cluster.primary();
          await load.progress(WITHIN_MS);
          const from = performance.now();
          await lose(primary, cluster.other(primary));
          await until('the other member leads', () => cluster.other(primary).isPrimary());
          await load.progress(WITHIN_MS);
          gaps.push(load.longestGap(from));
          await mend?.(primary);
        }
        gaps.sort((left, right) => left - right);
        await reportFigures(`fail-over under Patroni, ${kind}`, {
          fail_overs: gaps.length,
          median_gap_ms: Math.round(gaps[Math.floor(gaps.length / 2)]!),
          longest_gap_ms: Math.round(gaps.at(-1)!),
        });
        expect(gaps).toHaveLength(ROUNDS);
      },
    );

    it('nothing that was acknowledged is lost, and nothing was sent twice', async () => {
      await load.stop();
      expect(load.unexpected).toEqual([]);
      const client = new LedgerClient(proxy.url);
      const txids = load.acknowledged.map(({ txid }) => txid);
      expect(new Set(txids).size).toBe(txids.length);
      const lost: string[] = [];
      const pending = [...txids];
      const look = async () => {
        for (let txid = pending.pop(); txid !== undefined; txid = pending.pop())
          if ((await client.get(`/transactions/${txid}`)).status !== 200) lost.push(txid);
      };
      await Promise.all(Array.from({ length: 16 }, look));
      const received = await client.balance(load.sink);
      await reportFigures('fail-over under Patroni, sends', {
        fail_overs: ROUNDS * Object.keys(KINDS).length,
        acknowledged: txids.length,
        asked_again: load.retried,
        lost: lost.length,
        doubled: received - txids.length,
      });
      expect(lost).toEqual([]);
      // Every send was repeated under its key until it was acknowledged: what came in beyond those would be a second one.
      expect(received).toBe(txids.length);
      expect(await client.verify()).toMatchObject({ ok: true });
      expect(load.retried).toBeGreaterThan(0);
    });
  },
);
