import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseFull, DatabaseUnavailable } from '@app/infrastructure/sql/database.errors.js';
import type { Database } from '@app/infrastructure/typeorm/database.js';
import { SmallDisk } from '../support/small-disk.js';
import { openSample } from './sample-schema.js';

const MEGABYTE = 1024 * 1024;
const disk = new SmallDisk('70m');

describe('the embedded database on a disk that fills up', () => {
  const whereMounted = disk.mounted ? it : it.skip;
  let database: Database;
  let acknowledged: number;
  const failures: unknown[] = [];

  beforeEach(async () => {
    database = await openSample(
      { kind: 'embedded', directory: join(disk.path, 'data') },
      { statementTimeoutMs: 10_000 },
    );
    acknowledged = 0;
    failures.length = 0;
  });
  afterEach(async () => {
    await database?.close();
    rmSync(join(disk.path, 'data'), { recursive: true, force: true });
    disk.makeRoom();
  });
  afterAll(() => disk.remove());

  async function writeUntilRefused(write: (id: number) => Promise<unknown>): Promise<void> {
    for (let id = 1; failures.length < 3 && id < 20_000; id++) {
      try {
        await write(id);
        acknowledged++;
      } catch (error) {
        failures.push(error);
      }
    }
  }
  const count = async () =>
    (await database.query<{ rows: number }>('SELECT count(*)::int AS rows FROM entries'))[0]?.rows;
  const filling = () => randomBytes(4500).toString('base64');

  whereMounted(
    'says that it is full, goes on reading, and writes again once there is room',
    async () => {
      disk.leaveFree(6 * MEGABYTE);
      await writeUntilRefused(() => database.query('INSERT INTO entries (note) VALUES ($1)', [filling()]));
      expect(failures).toHaveLength(3);
      for (const failure of failures) expect(failure).toBeInstanceOf(DatabaseFull);
      expect(await count()).toBe(acknowledged);
      disk.makeRoom();
      await database.query("INSERT INTO entries (note) VALUES ('room again')");
      expect(await count()).toBe(acknowledged + 1);
    },
    60_000,
  );

  whereMounted(
    'comes back by itself when not even its log had room, with all that it acknowledged',
    async () => {
      disk.leaveFree(8 * MEGABYTE);
      await writeUntilRefused((id) =>
        database.transaction(async (query) => {
          await query('TRUNCATE accounts CASCADE'); // the rows give their room back, the log keeps growing
          await query('SELECT setval($1, $2)', ['entries_id_seq', id]);
          for (let row = 0; row < 50; row++)
            await query('INSERT INTO accounts (id, owner, balance) VALUES ($1, md5($2), 0)', [
              row,
              `${row}${filling()}`,
            ]);
          await query('UPDATE accounts SET key = $1', [randomBytes(6000)]);
        }),
      );
      expect(failures).toHaveLength(3);
      for (const failure of failures) expect(failure).toBeInstanceOf(DatabaseUnavailable);
      expect(await database.healthy(2000)).toBe(false);
      disk.makeRoom();
      const [row] = await database.query<{ last: string }>('SELECT last_value AS last FROM entries_id_seq');
      expect(Number(row?.last)).toBeGreaterThanOrEqual(acknowledged);
      await expect(database.query('SELECT count(*)::int AS rows FROM accounts')).resolves.toEqual([{ rows: 50 }]);
    },
    60_000,
  );
});
