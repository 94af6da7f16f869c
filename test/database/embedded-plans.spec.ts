import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from '@app/infrastructure/typeorm/database.js';
import { jest } from '@jest/globals';
import { openSample } from './sample-schema.js';

describe('a statement of the embedded database that is asked again and again', () => {
  const home = mkdtempSync(join(tmpdir(), 'mizan-plans-'));
  let database: Database;
  beforeAll(async () => {
    database = await openSample({ kind: 'embedded', directory: home }, {}, []);
    await database.query('CREATE TEMPORARY TABLE growing (key bigint PRIMARY KEY, padding text NOT NULL)');
    await database.query("SELECT set_config('plan_cache_mode', 'force_generic_plan', false)");
  });
  afterAll(async () => {
    jest.restoreAllMocks();
    await database?.close();
    rmSync(home, { recursive: true, force: true, maxRetries: 3 });
  });

  const fill = (from: number, to: number) =>
    database.query("INSERT INTO growing SELECT n, repeat('x', 200) FROM generate_series($1::int, $2::int) AS n", [
      from,
      to,
    ]);
  const plan = async () => {
    const rows = await database.query('EXPLAIN EXECUTE asked(ARRAY[1, 2])');
    return rows.map((row) => Object.values(row as object)[0]).join('\n');
  };

  it('looks rows up by their keys, also when the table was small when it was planned', async () => {
    await fill(1, 3);
    await database.query(
      'PREPARE asked (bigint[]) AS SELECT g.padding FROM unnest($1) AS u(key) JOIN growing g ON g.key = u.key',
    );
    expect(await plan()).toContain('Seq Scan');
    await fill(4, 20_000);
    expect(await plan()).toContain('Seq Scan');
    const now = performance.now();
    jest.spyOn(performance, 'now').mockReturnValue(now + 11_000);
    expect(await plan()).toContain('Index Scan');
  });
});
