import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WrongMasterKey } from '@app/infrastructure/crypto/key-ring.errors.js';
import { openVault } from '@app/infrastructure/crypto/key-ring.js';
import { SqlKeyRings } from '@app/infrastructure/sql/sql-key-rings.js';
import type { Database } from '@app/infrastructure/typeorm/database.js';
import { openLedgerDatabase } from '@app/infrastructure/typeorm/ledger/open-ledger-database.js';
import { openRegistryDatabase } from '@app/infrastructure/typeorm/registry/open-registry-database.js';
import { jest } from '@jest/globals';
import { STORAGE_KINDS, type StorageSource, startStorage } from '../support/storage.js';

jest.setTimeout(60_000);

const home = mkdtempSync(join(tmpdir(), 'mizan-rings-'));
const source = (name: string) => ({ kind: 'file', path: join(home, name), createWhenMissing: true }) as const;
const openers = { ledger: openLedgerDatabase, registry: openRegistryDatabase };

afterAll(() => rmSync(home, { recursive: true, force: true }));

describe.each(STORAGE_KINDS.flatMap((kind) => (['ledger', 'registry'] as const).map((api) => [kind, api] as const)))(
  'the key ring on %s, of the %s',
  (kind, api) => {
    let storage: StorageSource;
    let database: Database;
    let rings: SqlKeyRings;

    beforeAll(async () => {
      storage = await startStorage(kind);
      const options = { applicationName: 'test', log: { warn: () => {} } };
      database = await openers[api](await storage.fresh(), options);
      rings = new SqlKeyRings(database, api);
    });
    afterAll(async () => {
      await database?.close();
      await storage?.stop();
    });

    it('is made once, by the first process, and is the same for all', async () => {
      const vaults = await Promise.all([1, 2, 3].map(() => openVault(rings, source('right'))));
      const hashes = vaults.map((vault) => vault.keyedHash('cnic', 'text').toString('hex'));
      expect(new Set(hashes).size).toBe(1);
      await expect(openVault(rings, source('wrong'))).rejects.toThrow(WrongMasterKey);
    });

    it('refuses a record that is sealed under a key which is not in charge', async () => {
      const table = { ledger: 'users', registry: 'node_credentials' }[api];
      const vault = await openVault(rings, source('right'));
      const stranger = await openVault(new StrangeRings(), source('wrong'));
      const place = { table, column: 'c', row: 'r' };
      await insertSealed(api, await vault.seal(Buffer.from('secret'), place), 1);
      await expect(insertSealed(api, await stranger.seal(Buffer.from('secret'), place), 2)).rejects.toMatchObject({
        code: 'MZ003',
      });
      const [row] = await database.query<{ count: string }>(`SELECT count(*) FROM ${table}`);
      expect(row!.count).toBe('1');
    });

    function insertSealed(owner: 'ledger' | 'registry', sealed: Buffer, number: number): Promise<unknown> {
      if (owner === 'ledger') {
        return database.query(
          `INSERT INTO users (id, full_name, email, mailbox, sealed_cnic, cnic_hash, custodial, created_at) VALUES ($1::uuid, 'n', 'e', $1::uuid::text, $2, $3, false, now())`,
          [`00000000-0000-4000-8000-00000000000${number}`, sealed, Buffer.alloc(32, number)],
        );
      }
      return database.query(
        `WITH node AS (INSERT INTO nodes (node_id, address, created_at) VALUES ($1, 'a', now()))
         INSERT INTO node_credentials (node_id, scheme, sealed_secret) VALUES ($1, 'hmac', $2)`,
        [`node-${number}`, sealed],
      );
    }
  },
);

/** The ring of a store that is not this one. */
class StrangeRings extends SqlKeyRings {
  private ring: Awaited<ReturnType<SqlKeyRings['find']>>;

  constructor() {
    super({ run: async () => [] }, 'ledger');
  }

  override async find() {
    return this.ring;
  }

  override async create(ring: NonNullable<Awaited<ReturnType<SqlKeyRings['find']>>>) {
    this.ring = ring;
  }
}
