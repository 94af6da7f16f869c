import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from '@app/infrastructure/typeorm/database.js';
import type { Storage } from '@app/infrastructure/typeorm/open-database.js';
import { writerLockFor } from '@app/infrastructure/typeorm/writer-lock.js';
import type { Clock } from '@app/kernel';
import { chosenDaemon } from '../support/chosen-daemon.js';
import { CoreDaemon } from '../support/core-daemon.js';
import { OutsideWallet } from '../support/outside-wallet.js';
import { type StorageSource, startStorage } from '../support/storage.js';
import { startTestRegistry, type TestRegistry } from './support/start-registry.js';
import { until, WalletClient } from './support/wallet-client.js';

const FLOP = 100_000_000n;
const skipped = chosenDaemon.whySkipped;

(skipped ? describe.skip : describe)(
  `two registries on one PostgreSQL and one Core${skipped ? ` (skipped: ${skipped})` : ''}`,
  () => {
    const directory = mkdtempSync(join(tmpdir(), 'mizan-replicas-'));
    let daemon: CoreDaemon;
    let outside: OutsideWallet;
    let source: StorageSource;
    let storage: Extract<Storage, { kind: 'postgres' }>;
    let first: TestRegistry;
    let second: TestRegistry;
    const one = new WalletClient(() => first.port);
    const two = new WalletClient(() => second.port);

    beforeAll(async () => {
      daemon = await CoreDaemon.start(chosenDaemon.flavour);
      outside = await OutsideWallet.funded(daemon, 20);
      source = await startStorage('postgres');
      const fresh = await source.fresh();
      if (fresh.kind !== 'postgres') throw new Error('not a server');
      storage = fresh;
      const start = () =>
        startTestRegistry({
          storage,
          masterKeyFile: join(directory, 'master.key'),
          walletEnvironment: {
            ...daemon.environment(),
            WALLET_POLL_INTERVAL_MS: '100',
            WALLET_MAX_TRANSACTIONS_PER_WINDOW: '12',
          },
        });
      first = await start();
      second = await start();
      const { address } = await one.open('payer');
      for (let coin = 0; coin < 12; coin++) await outside.pay(address, 5n * FLOP);
      await daemon.mine(6, outside.address);
      await until('the funds', async () => (await two.units('payer')).available === 60n * FLOP);
    }, 90_000);
    afterAll(async () => {
      await second?.close();
      await first?.close();
      await source?.stop();
      await daemon?.remove();
      rmSync(directory, { recursive: true, force: true });
    }, 30_000);

    it('send and limit as one: of 30 payments given to both at once, 12 are paid, each once', async () => {
      const recipients = Array.from({ length: 30 }, () => OutsideWallet.freshAddress());
      const answers = await Promise.all(
        recipients.map((recipient, index) => (index % 2 ? one : two).pay('payer', recipient, 1, `order-${index}`)),
      );
      const paid = answers.flatMap(({ status }, index) => (status === 200 ? [index] : []));
      expect(answers.map(({ status }) => status).filter((status) => status !== 200 && status !== 429)).toEqual([]);
      expect(paid).toHaveLength(12);
      const replayed = await Promise.all(
        paid.map((index) => (index % 2 ? two : one).pay('payer', recipients[index]!, 1, `order-${index}`)),
      );
      expect(replayed.map(({ text }) => text)).toEqual(paid.map((index) => answers[index]!.text));
      await daemon.mine(6, outside.address);
      expect([...(await daemon.paidTo(recipients)).values()].flat()).toHaveLength(12);
      await until('an audit without a drift', async () => {
        const { tip_hash, drift_units } = await two.reserves();
        return drift_units === '0' && tip_hash === (await daemon.rpc('getbestblockhash'));
      });
    }, 60_000);

    it('make one wallet when both are asked for it at once', async () => {
      await one.register('shared');
      const body = { node_id: 'shared', wallet_name: 'w' };
      const answers = await Promise.all([one, two, one, two].map((client) => client.post('/wallet/create', body)));
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409]);
    });

    it('take over from each other', async () => {
      await first.close();
      const { address } = await two.open('heir');
      await outside.pay(address, 3n * FLOP);
      await daemon.mine(6, outside.address);
      await until('the other to follow', async () => (await two.units('heir')).available === 3n * FLOP);
      expect((await two.pay('heir', OutsideWallet.freshAddress(), 1)).status).toBe(200);
    }, 30_000);

    it('tell the caller of the one that only watches what the leading one decided', async () => {
      await second.close();
      const leader = writerLockFor({ kind: 'postgres', schema: 'registry' } as Database, storage.url);
      await until('the lease', () => leader.tryAcquire());
      // The caller's 20 seconds are 17 seconds old when the waiting begins.
      const clock = new LeapingClock();
      second = await startTestRegistry({
        storage,
        clock,
        masterKeyFile: join(directory, 'master.key'),
        walletEnvironment: { ...daemon.environment(), WALLET_POLL_INTERVAL_MS: '600000' },
      });
      for (const [failure, status, detail] of [
        ['core_timeout', 504, 'Flopcoin Core did not answer in time'],
        ['wallet_locked', 503, 'The wallet of Flopcoin Core is locked'],
        ['invalid_recipient', 400, 'Invalid recipient address'],
      ] as const) {
        clock.leapMs = 17_000;
        const answering = two.pay('heir', OutsideWallet.freshAddress(), '0.01');
        await failWhileTheOtherGivesUp(second.resources.database!, failure);
        const { status: answered, body } = await answering;
        clock.leapMs = 0;
        expect([answered, body]).toEqual([status, { detail }]);
      }
      await leader.release();
    }, 60_000);
  },
);

class LeapingClock implements Clock {
  leapMs = 0;
  private aheadMs = 0;

  nowMs(): number {
    this.aheadMs += this.leapMs;
    return Date.now() + this.aheadMs;
  }
}

/** Fails the one open order as the leading process would, at the moment when the watching one tries to give it up. */
async function failWhileTheOtherGivesUp(database: Database, failure: string): Promise<void> {
  const find = () => database.query<{ id: string }>(`SELECT id FROM payments WHERE state = 'created'`);
  const [order] = await until('the order', async () => {
    const rows = await find();
    return rows.length > 0 && rows;
  });
  await database.transaction(async (query) => {
    await query('SELECT 1 FROM payments WHERE id = $1 FOR UPDATE', [order!.id]);
    await until('the other to wait', async () => (await query('SELECT 1 FROM pg_locks WHERE NOT granted')).length > 0);
    await query(`UPDATE payments SET state = 'failed', failure = $2, final = true WHERE id = $1`, [order!.id, failure]);
    await query(
      `SELECT post_entry('give_up', id, NULL, now(), ARRAY[wallet_id, wallet_id], '{reserved,available}',
                         ARRAY[-(amount + reserved_fee), amount + reserved_fee]) FROM payments WHERE id = $1`,
      [order!.id],
    );
  });
}
