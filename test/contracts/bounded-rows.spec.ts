import { randomBytes } from 'node:crypto';
import type { Limit } from '@app/identity';
import { SqlSystemLogs } from '@app/infrastructure/sql/ledger/sql-system-logs.js';
import { SqlThrottles } from '@app/infrastructure/sql/ledger/sql-throttles.js';
import type { SystemLogEntry } from '@app/kernel';
import { LEDGER_STORAGE_KINDS } from '../support/running-ledger.js';
import { openStatements } from './ledger-statements.js';

const DAY_MS = 86_400_000;
const START_MS = Date.UTC(2026, 0, 1);
const MINUTE_MS = 60_000;

const entry = (message: string): SystemLogEntry => ({ level: 'info', type: 'test', message, ip: '127.0.0.1' });

describe.each(LEDGER_STORAGE_KINDS)('rows that strangers make, on %s', (kind) => {
  let opened: Awaited<ReturnType<typeof openStatements>>;
  beforeAll(async () => {
    opened = await openStatements(kind);
  }, 120_000);
  afterAll(() => opened?.stop());

  describe('of the journal', () => {
    let nowMs = START_MS;
    const lost: unknown[] = [];
    const journalOf = (retention: { days: number; rows: number }) =>
      new SqlSystemLogs(opened.statements, { nowMs: () => nowMs }, (error) => lost.push(error), 60_000, retention);
    const write = async (journal: SqlSystemLogs, count: number, message: string) => {
      for (let turn = 0; turn < count; turn++) await journal.record(entry(message));
      await journal.flush();
    };
    const messages = async (journal: SqlSystemLogs) =>
      (await journal.recent(5000, undefined)).map(({ message }) => message);

    it('are deleted when they are too many, the oldest first, as fast as others come', async () => {
      const journal = journalOf({ days: 90, rows: 1000 });
      for (let turn = 0; turn < 8; turn++) await write(journal, 500, `${turn}`);
      expect(lost).toEqual([]);
      const kept = await messages(journal);
      expect(kept.length).toBeGreaterThan(900);
      expect(kept.length).toBeLessThanOrEqual(1000);
      expect(new Set(kept)).toEqual(new Set(['7', '6']));
    });

    it('are deleted when they are too old, no more at a time than a writing may cost', async () => {
      const journal = journalOf({ days: 90, rows: 1_000_000 });
      nowMs = START_MS + 91 * DAY_MS;
      const before = (await messages(journal)).length;
      await write(journal, 1, 'new');
      const after = (await messages(journal)).length;
      expect(before - after).toBeGreaterThan(90);
      expect(before - after).toBeLessThanOrEqual(101);
      for (let turn = 0; turn < 12; turn++) await write(journal, 1, 'new');
      expect(new Set(await messages(journal))).toEqual(new Set(['new']));
    });
  });

  describe('of throttles', () => {
    const key = () => randomBytes(32);
    const limit = (most: number): Limit => ({ name: `limit ${most}`, most, windowMs: MINUTE_MS });
    const rows = async () => {
      const [row] = await opened.database!.query<{ count: string }>('SELECT count(*) FROM throttles');
      return Number(row!.count);
    };

    it('are none for what is refused', async () => {
      const throttles = new SqlThrottles(opened.statements);
      const network = key();
      const ask = () =>
        throttles.take(
          [
            { limit: limit(1), key: network },
            { limit: limit(5), key: key() },
            { limit: limit(6), key: key() },
          ],
          START_MS,
        );
      expect(await ask()).toBe(0);
      for (let turn = 0; turn < 50; turn++) expect(await ask()).toBeGreaterThan(0);
      if (opened.database) expect(await rows()).toBe(3);
    });

    it('are none for those of many at once that are refused, and one is let through', async () => {
      const throttles = new SqlThrottles(opened.statements);
      const network = key();
      const asked = Array.from({ length: 20 }, () =>
        throttles.take(
          [
            { limit: limit(1), key: network },
            { limit: limit(7), key: key() },
          ],
          START_MS,
        ),
      );
      expect((await Promise.all(asked)).filter((waitMs) => waitMs === 0)).toHaveLength(1);
      if (opened.database) expect(await rows()).toBe(5);
    });

    it('are removed by those who come later, more than they add', async () => {
      const throttles = new SqlThrottles(opened.statements);
      for (let turn = 0; turn < 300; turn++) await throttles.take([{ limit: limit(3), key: key() }], START_MS);
      for (let turn = 0; turn < 20; turn++)
        await throttles.take([{ limit: limit(3), key: key() }], START_MS + 2 * MINUTE_MS);
      if (opened.database) expect(await rows()).toBe(20);
    });
  });
});
