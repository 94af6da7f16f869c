import { chownSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LedgerClient } from '../support/ledger-client.js';
import { type PostgresServer, startPostgres } from '../support/postgres.js';
import { postgresUser } from '../support/postgres-binaries.js';
import { runServerToExit, startServer } from '../support/server.js';
import { SmallDisk } from '../support/small-disk.js';

const disk = new SmallDisk('200m');
afterAll(() => disk.remove());

const ledgerOnly = { SERVE: 'ledger', POW_BITS: '4' };

async function refusal(env: Record<string, string>, dataDir?: string): Promise<string> {
  const { code, output } = await runServerToExit({ env: { ...ledgerOnly, ...env }, ...(dataDir && { dataDir }) });
  expect(output).not.toMatch(/\n\s+at |damaged|restore a backup/);
  return `${code} ${output.trim().split('\n').at(-1)}`;
}

(disk.mounted ? describe : describe.skip)('a start without what it needs from the machine', () => {
  const dataDir = join(disk.path, 'data');

  it('is refused with 69 and what to do, and works when that is done, with all data', async () => {
    mkdirSync(dataDir);
    disk.leaveFree(0);
    expect(await refusal({}, dataDir)).toMatch(/^69 .*no room is left on the disk \(ENOSPC\): make room/);
    disk.makeRoom();
    disk.leaveFree(2_000_000);
    expect(await refusal({}, dataDir)).toMatch(/^69 .*no room is left on the disk \(ENOSPC\): make room/);
    disk.makeRoom();

    const first = await startServer({ env: ledgerOnly, dataDir });
    const { address } = await new LedgerClient(first.ledgerUrl).createWallet();
    await first.kill9(); // so that the next start has to recover

    disk.leaveFree(0); // its log has room of its own: it starts, reads, and stops in order
    const full = await startServer({ env: ledgerOnly, dataDir });
    const read = await fetch(`${full.ledgerUrl}/api/v1/wallets/${address}/balance`);
    expect(read.status).toBe(200);
    expect(await full.stop()).toMatchObject({ code: 0 });
    disk.makeRoom();
    disk.remount('ro');
    expect(await refusal({}, dataDir)).toMatch(/^69 .*the disk is read-only \(EROFS\): mount it for writing/);
    disk.remount('rw');

    const again = await startServer({ env: ledgerOnly, dataDir });
    const balance = await fetch(`${again.ledgerUrl}/api/v1/wallets/${address}/balance`);
    expect(balance.status).toBe(200);
    expect((await again.stop()).code).toBe(0);
    expect(readdirSync(join(dataDir, 'database')).filter((name) => name.startsWith('probe'))).toEqual([]);
  }, 180_000);

  it('is refused with 69 where its directory is a file', async () => {
    const file = join(disk.path, 'file');
    writeFileSync(file, '');
    expect(await refusal({}, file)).toMatch(/^69 .*ENOTDIR|^69 .*EEXIST/);
  });
});

describe('a start on a PostgreSQL server that does not fit', () => {
  let postgres: PostgresServer;
  beforeAll(async () => {
    postgres = await startPostgres();
    await postgres.run("CREATE ROLE guest LOGIN PASSWORD 'a#b/c?d%e'");
    await postgres.run('CREATE DATABASE wallet');
  });
  afterAll(() => postgres?.stop());

  const as = (user: string) => postgres.urlOf('wallet').replace('postgres@', user);

  it('is refused when its role may create nothing, with the statement that changes that', async () => {
    const said = await refusal({ DATABASE_URL: as('guest:a#b/c?d%e@') });
    expect(said).toBe(
      '69 DATABASE_URL: its role may not make the schema ledger; as an owner of the database: GRANT CREATE ON DATABASE wallet TO guest',
    );
    await postgres.run('GRANT CREATE ON DATABASE wallet TO guest');
    const server = await startServer({ env: { ...ledgerOnly, DATABASE_URL: as('guest:a#b/c?d%e@') } });
    expect((await server.stop()).code).toBe(0);
  }, 120_000);

  it('is refused on a hot standby whose primary has no schema of this version', async () => {
    await postgres.shutDown();
    const signal = join(postgres.dataDirectory, 'standby.signal');
    writeFileSync(signal, '');
    if (postgresUser.uid !== undefined) chownSync(signal, postgresUser.uid, postgresUser.gid ?? 0);
    await postgres.start();
    expect(await refusal({ ...ledgerOnly, DATABASE_URL: postgres.urlOf('postgres') })).toBe(
      '69 DATABASE_URL: it leads to a hot standby, which has no schema ledger of this version yet; start this version on the primary first',
    );
  }, 120_000);
});
