import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { openLedgerDatabase } from '@app/infrastructure/typeorm/ledger/open-ledger-database.js';
import { openRegistryDatabase } from '@app/infrastructure/typeorm/registry/open-registry-database.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { STORAGE_KINDS, type StorageSource, startStorage } from '../support/storage.js';

const ROOT = join(import.meta.dirname, '..', '..');
const OPEN = { ledger: openLedgerDatabase, registry: openRegistryDatabase };
const SCHEMAS = ['ledger', 'registry'] as const;
const UP_TO_DATE = 'Your schema is up to date - there are no queries to be executed by schema synchronization.';

/** What `npm run typeorm -- <command>` runs once the build is done. */
function typeorm(command: string, env: Record<string, string>): Promise<{ code: number; output: string }> {
  const args = ['node_modules/typeorm/cli.js', '-d', 'dist/ormconfig.js', command];
  const options = { cwd: ROOT, env: { PATH: process.env.PATH, ...env }, timeout: 60_000 };
  return new Promise((resolve) => {
    execFile(process.execPath, args, options, (error, stdout, stderr) =>
      resolve({ code: Number(error?.code ?? 0), output: stdout + stderr }),
    );
  });
}

describe.each(STORAGE_KINDS)("TypeORM's commands on %s", (kind) => {
  let source: StorageSource;
  let env: Record<string, string>;

  beforeAll(async () => {
    source = await startStorage(kind);
    const storage = await source.fresh();
    env = storage.kind === 'postgres' ? { DATABASE_URL: storage.url } : { DATA_DIR: storage.directory };
    for (const schema of SCHEMAS) await (await open(schema, storage)).close();
  });
  afterAll(() => source?.stop());

  it.each(SCHEMAS)('show that the schema of the %s is up to date', async (SCHEMA) => {
    const log = await typeorm('schema:log', { ...env, SCHEMA });
    expect(log).toEqual({ code: 0, output: expect.stringContaining(UP_TO_DATE) });
    const { code, output } = await typeorm('migration:show', { ...env, SCHEMA });
    expect([code, output]).toEqual([0, expect.stringMatching(/^\[X\] 1 /m)]);
    expect(output).toContain(SCHEMA === 'ledger' ? 'CreateLedger1795219200000' : 'CreateNodes1795219210000');
    expect(output).not.toContain('[ ]');
  });

  if (kind === 'embedded') return;

  it('show what a store lacks', async () => {
    const database = await open('registry', { kind, url: env.DATABASE_URL! });
    await database.query('ALTER TABLE wallet_marks DROP COLUMN own');
    await database.query('DELETE FROM migrations WHERE id = (SELECT max(id) FROM migrations)');
    await database.close();
    const log = await typeorm('schema:log', { ...env, SCHEMA: 'registry' });
    expect(log.output).toContain('ALTER TABLE "wallet_marks" ADD "own" boolean NOT NULL');
    const shown = await typeorm('migration:show', { ...env, SCHEMA: 'registry' });
    expect(shown.output.match(/^\[ \] \w+\d{13}$/gm)).toHaveLength(1);
  });

  function open(schema: (typeof SCHEMAS)[number], storage: Awaited<ReturnType<StorageSource['fresh']>>) {
    return OPEN[schema](storage, { applicationName: 'commands test', log: { warn: () => {} } });
  }
});

it('refuse a schema that there is not', async () => {
  const refused = await typeorm('schema:log', { SCHEMA: 'ledgers' });
  expect(refused).toEqual({ code: 2, output: 'SCHEMA: "ledgers" is neither "ledger" nor "registry"\n' });
});
