import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { cnicSeal } from '@app/identity';
import { verifyAudit } from '@app/infrastructure/audit/verify-audit.js';
import { RotationUnfinished, WrongMasterKey } from '@app/infrastructure/crypto/key-ring.errors.js';
import { loadKeys, openVault } from '@app/infrastructure/crypto/key-ring.js';
import { keyIdOf, openRecord } from '@app/infrastructure/crypto/sealed-record.js';
import { KeyRotation } from '@app/infrastructure/key-rotation/key-rotation.js';
import { ledgerSealedColumns } from '@app/infrastructure/key-rotation/ledger-sealed-columns.js';
import { registrySealedColumns } from '@app/infrastructure/key-rotation/registry-sealed-columns.js';
import { DamagedRecords, OtherRotationUnfinished } from '@app/infrastructure/key-rotation/rotation.errors.js';
import { SqlKeyRings } from '@app/infrastructure/sql/sql-key-rings.js';
import type { Database } from '@app/infrastructure/typeorm/database.js';
import { openLedgerDatabase } from '@app/infrastructure/typeorm/ledger/open-ledger-database.js';
import { openRegistryDatabase } from '@app/infrastructure/typeorm/registry/open-registry-database.js';
import type { KeyVault } from '@app/kernel';
import { privateKeySeal } from '@app/wallet';
import { jest } from '@jest/globals';
import { mizan, startMizan } from '../support/mizan.js';
import { runServerToExit, startServer } from '../support/server.js';
import { STORAGE_KINDS, type StorageSource, startStorage } from '../support/storage.js';

jest.setTimeout(400_000);

const home = mkdtempSync(join(tmpdir(), 'mizan-rotation-'));
const keyFile = (name: string) => ({ kind: 'file', path: join(home, name), createWhenMissing: true }) as const;
const [OLD, NEW, THIRD] = [keyFile('old.key'), keyFile('new.key'), keyFile('third.key')];
const options = { applicationName: 'test', log: { warn: () => {} } };

afterAll(() => rmSync(home, { recursive: true, force: true }));

interface Person {
  id: string;
  cnic: string;
  address: string;
  privateKey: Buffer;
}

async function seedPeople(database: Database, vault: KeyVault, count: number): Promise<Person[]> {
  const people = Array.from({ length: count }, (_, index) => ({
    id: randomUUID(),
    cnic: `cnic-${index}`,
    address: index.toString(16).padStart(64, '0'),
    privateKey: Buffer.alloc(32, index),
  }));
  const cnics = await Promise.all(people.map(({ id, cnic }) => vault.seal(Buffer.from(cnic), cnicSeal(id))));
  const keys = await Promise.all(
    people.map(({ id, address, privateKey }) => vault.seal(privateKey, privateKeySeal(id, address))),
  );
  await database.query(
    `INSERT INTO users (id, full_name, email, mailbox, sealed_cnic, cnic_hash, custodial, created_at)
     SELECT id, 'n', 'e', id::text, sealed, hash, false, now() FROM unnest($1::uuid[], $2::bytea[], $3::bytea[]) AS u(id, sealed, hash)`,
    [people.map(({ id }) => id), cnics, people.map(({ cnic }) => vault.keyedHash('cnic', cnic))],
  );
  await database.query(
    `INSERT INTO wallet_profiles (user_id, wallet_address, sealed_private_key, created_at)
     SELECT id, decode(address, 'hex'), sealed, now() FROM unnest($1::uuid[], $2::text[], $3::bytea[]) AS u(id, address, sealed)`,
    [people.map(({ id }) => id), people.map(({ address }) => address), keys],
  );
  return people;
}

/** Opens everything with whichever of the keys each record names. @returns how many are under each */
async function openAll(database: Database, people: readonly Person[], sources = [OLD, NEW]): Promise<number[]> {
  const rings = await Promise.all(sources.map((source) => loadKeys(source, undefined)));
  const rows = await database.query<{ id: string; sealed_cnic: Buffer; sealed_private_key: Buffer }>(
    'SELECT id, sealed_cnic, sealed_private_key FROM users JOIN wallet_profiles ON user_id = id',
  );
  expect(rows).toHaveLength(people.length);
  const counts = rings.map(() => 0);
  const open = async (record: Buffer, context: Parameters<typeof openRecord>[2]) => {
    const at = rings.findIndex(({ keyId }) => keyId.equals(keyIdOf(record)));
    counts[at]! += 1;
    return openRecord(rings[at]!, record, context);
  };
  for (const row of rows) {
    const person = people.find(({ id }) => id === row.id)!;
    expect((await open(row.sealed_cnic, cnicSeal(row.id))).toString()).toBe(person.cnic);
    const privateKey = await open(row.sealed_private_key, privateKeySeal(row.id, person.address));
    expect(privateKey.equals(person.privateKey)).toBe(true);
  }
  return counts;
}

async function rotate(database: Database, from = OLD, to = NEW): Promise<boolean> {
  const rotation = new KeyRotation(database, ledgerSealedColumns);
  if (!(await rotation.prepare(from, to))) return false;
  await rotation.begin();
  await rotation.rewrap();
  await rotation.finish();
  return true;
}

describe.each(STORAGE_KINDS)('a rotation of the master key on %s', (kind) => {
  let source: StorageSource;
  let database: Database;
  let rings: SqlKeyRings;

  beforeAll(async () => {
    source = await startStorage(kind);
  });
  beforeEach(async () => {
    database = await openLedgerDatabase(await source.fresh(), options);
    rings = new SqlKeyRings(database, 'ledger');
  });
  afterEach(() => database.close());
  afterAll(() => source.stop());

  it('leaves every secret and every hash as it was, under the new key alone', async () => {
    const before = await openVault(rings, OLD);
    const people = await seedPeople(database, before, 250);
    expect(await rotate(database)).toBe(true);
    expect(await openAll(database, people)).toEqual([0, 500]);
    const after = await openVault(rings, NEW);
    expect(after.keyedHash('cnic', 'x')).toEqual(before.keyedHash('cnic', 'x'));
    await expect(openVault(rings, OLD)).rejects.toThrow(WrongMasterKey);
    expect(await rotate(database)).toBe(false);
    const [act] = await database.query("SELECT actor, subject FROM audit_log WHERE action = 'master_key_rotated'");
    expect(act).toEqual({ actor: 'operator', subject: 'ledger' });
    expect((await verifyAudit(database)).fault).toBeUndefined();
  });

  it('opens everywhere, with one key or the other, wherever it breaks off, and ends when it is done again', async () => {
    const people = await seedPeople(database, await openVault(rings, OLD), 250);
    let crashes = 0;
    let mixed = 0;
    for (let step = 0; ; step++) {
      const crashed = await rotate(crashingAfter(database, step)).then(
        () => false,
        (error) => {
          if (!(error instanceof Crash)) throw error;
          return true;
        },
      );
      const [old = 0, moved = 0] = await openAll(database, people);
      if (!crashed) break;
      crashes++;
      if (old > 0 && moved > 0) mixed++;
      const ring = await rings.find();
      const outcome = await openVault(rings, OLD).catch((error) => error);
      if (ring?.next) expect(outcome).toBeInstanceOf(RotationUnfinished);
      else expect(old).toBe(500);
      if (moved > 0) expect(ring?.next).toBeDefined();
    }
    expect(crashes).toBeGreaterThan(10);
    expect(mixed).toBeGreaterThan(3);
    expect(await openAll(database, people)).toEqual([0, 500]);
    await openVault(rings, NEW);
  });

  it('takes no other new key while it is unfinished, and no wrong old one ever', async () => {
    await seedPeople(database, await openVault(rings, OLD), 3);
    await expect(rotate(database, THIRD, NEW)).rejects.toThrow(WrongMasterKey);
    const rotation = new KeyRotation(database, ledgerSealedColumns);
    await rotation.prepare(OLD, NEW);
    await rotation.begin();
    await expect(rotate(database, OLD, THIRD)).rejects.toThrow(OtherRotationUnfinished);
    expect(await rotate(database)).toBe(true);
  });

  it('moves what a server with the old key adds while it is under way, and lets it add nothing afterwards', async () => {
    const vault = await openVault(rings, OLD);
    const people = await seedPeople(database, vault, 3);
    const rotation = new KeyRotation(database, ledgerSealedColumns);
    await rotation.prepare(OLD, NEW);
    await rotation.begin();
    await rotation.rewrap();
    const late = randomUUID();
    const insert = async (id: string) =>
      database.query(
        `INSERT INTO users (id, full_name, email, mailbox, sealed_cnic, cnic_hash, custodial, created_at) VALUES ($1::uuid, 'n', 'e', $1::uuid::text, $2, $3, false, now())`,
        [id, await vault.seal(Buffer.from('late'), cnicSeal(id)), vault.keyedHash('cnic', 'late')],
      );
    await insert(late);
    await rotation.finish();
    const [row] = await database.query<{ sealed_cnic: Buffer }>('SELECT sealed_cnic FROM users WHERE id = $1', [late]);
    const opened = await (await openVault(rings, NEW)).open(row!.sealed_cnic, cnicSeal(late));
    expect(opened.toString()).toBe('late');
    await expect(insert(randomUUID())).rejects.toMatchObject({ code: 'MZ003' });
    expect(await openAll(database, people)).toEqual([0, 6]);
  });

  it('is not begun while a record opens under no key', async () => {
    const people = await seedPeople(database, await openVault(rings, OLD), 3);
    await database.query(
      `UPDATE wallet_profiles SET sealed_private_key = set_byte(sealed_private_key, 30, get_byte(sealed_private_key, 30) # 1)
       WHERE user_id = $1`,
      [people[1]!.id],
    );
    await expect(rotate(database)).rejects.toThrow(DamagedRecords);
    expect((await rings.find())?.next).toBeUndefined();
    await openVault(rings, OLD);
  });

  it.each(['ledger', 'registry'] as const)('knows every sealed column of the %s', async (api) => {
    const open = api === 'ledger' ? openLedgerDatabase : openRegistryDatabase;
    const other = await open(await source.fresh(), options);
    const columns = await other.query(
      `SELECT table_name || '.' || column_name AS name FROM information_schema.columns
       WHERE table_schema = $1 AND column_name LIKE 'sealed%' AND table_name <> 'master_key' ORDER BY 1`,
      [api],
    );
    await other.close();
    const known = api === 'ledger' ? ledgerSealedColumns : registrySealedColumns;
    expect(columns.map(({ name }) => name)).toEqual(known.map(({ table, column }) => `${table}.${column}`).sort());
  });
});

class Crash extends Error {}

/** The same database for a process that dies before its statement or transaction number `steps`. */
function crashingAfter(database: Database, steps: number): Database {
  let done = 0;
  const step = () => {
    if (done++ >= steps) throw new Crash();
  };
  return new Proxy(database, {
    get(target, name) {
      const value = Reflect.get(target, name);
      if (name !== 'query' && name !== 'transaction' && name !== 'run') return value;
      return async (...given: unknown[]) => {
        step();
        return value.apply(target, given);
      };
    },
  });
}

describe('mizan rotate-master-key', () => {
  it('survives kill -9 at random moments, refuses to let a server start in between, and is whole at the end', async () => {
    const dataDir = join(home, 'killed');
    const env = { DATA_DIR: dataDir, MASTER_KEY_FILE: OLD.path };
    const storage = { kind: 'embedded', directory: dataDir } as const;
    const opening = () => openLedgerDatabase(storage, options);
    let database = await opening();
    const people = await seedPeople(database, await openVault(new SqlKeyRings(database, 'ledger'), OLD), 4000);
    await database.close();
    let unfinished = 0;
    for (let round = 0; round < 3; round++) {
      const child = startMizan(['rotate-master-key', '--new-key-file', NEW.path], env);
      const begun = new Promise<void>((resolve) => child.stdout.on('data', () => resolve()));
      const ended = new Promise<void>((resolve) => child.on('close', () => resolve()));
      await Promise.race([begun, ended]);
      await sleep(Math.random() * 150);
      child.kill('SIGKILL');
      await ended;
      database = await opening();
      const ring = await new SqlKeyRings(database, 'ledger').find();
      await database.close();
      if (!ring?.next) continue;
      unfinished++;
      const start = await runServerToExit({ dataDir, env: { SERVE: 'ledger', MASTER_KEY_FILE: OLD.path } });
      expect([start.code, start.output]).toEqual([78, expect.stringMatching('rotate-master-key again')]);
    }
    expect(unfinished).toBeGreaterThan(0);
    const last = await mizan(['rotate-master-key', '--new-key-file', NEW.path], env);
    expect([last.code, last.stderr]).toEqual([0, '']);
    database = await opening();
    expect(await openAll(database, people)).toEqual([0, 8000]);
    await database.close();
  });

  it('moves both APIs to a passphrase while no server runs, and back', async () => {
    const dataDir = join(home, 'both');
    const passphrase = 'correct horse battery staple';
    const server = await startServer({ dataDir });
    const body = { node_id: 'node-1', address: 'http://127.0.0.1:9000', capabilities: [] };
    const registered = await fetch(`${server.registryUrl}/nodes/register`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    expect(registered.status).toBe(200);
    const rotation = ['rotate-master-key', '--new-passphrase'];
    const env = { DATA_DIR: dataDir, NEW_MASTER_PASSPHRASE: passphrase };
    const early = await mizan(rotation, env);
    expect(early.code).toBe(75);
    await server.stop();
    const moved = await mizan(rotation, env);
    expect([moved.code, moved.stderr]).toEqual([0, '']);
    expect(moved.stdout).toMatch('registry: 2 records are under the new master key');
    expect(moved.stdout).not.toMatch(passphrase);
    expect((await runServerToExit({ dataDir })).code).toBe(78);
    const restarted = await startServer({ dataDir, env: { MASTER_PASSPHRASE: passphrase } });
    await restarted.stop();
    const back = await mizan(['rotate-master-key', '--new-key-file', join(home, 'again.key')], {
      DATA_DIR: dataDir,
      MASTER_PASSPHRASE: passphrase,
    });
    expect([back.code, back.stderr]).toEqual([0, '']);
    expect(readFileSync(join(home, 'again.key'))).toHaveLength(32);
    const audit = await mizan(['verify-audit'], { DATA_DIR: dataDir });
    expect([audit.code, audit.stderr]).toEqual([0, '']);
    expect(audit.stdout).toMatch(/^ledger: ok, \d+ rows, head ledger:\d+:[0-9a-f]{64}\nregistry: ok, /);
  });

  it('says what it needs', async () => {
    const cases: [number, string[], Record<string, string>, RegExp][] = [
      [2, [], {}, /either --new-key-file or --new-passphrase/],
      [78, ['--new-passphrase'], { NEW_MASTER_PASSPHRASE: 'short' }, /at least 16 characters/],
      [66, ['--new-key-file', join(home, 'x')], {}, /there is no ledger/],
    ];
    for (const [code, args, env, message] of cases) {
      const outcome = await mizan(['rotate-master-key', ...args], { DATA_DIR: join(home, 'none'), ...env });
      expect([outcome.code, outcome.stderr]).toEqual([code, expect.stringMatching(message)]);
    }
  });
});
