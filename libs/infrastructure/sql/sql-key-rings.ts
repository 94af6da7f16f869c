import { type KeyRing, KeyRings, type MasterKeyName } from '@app/infrastructure/crypto/key-ring.js';
import { read, type Statements, write } from './statement.js';

export const FIND_KEY_RING = read('find_key_ring', {
  parameters: {},
  columns: {
    key_id: 'bytea',
    passphrase_salt: 'bytea null',
    sealed_index_key: 'bytea',
    next_key_id: 'bytea null',
    next_passphrase_salt: 'bytea null',
  },
  sql: 'SELECT key_id, passphrase_salt, sealed_index_key, next_key_id, next_passphrase_salt FROM master_key',
});

export const CREATE_KEY_RING = write('create_key_ring', {
  parameters: { key_id: 'bytea', passphrase_salt: 'bytea null', sealed_index_key: 'bytea' },
  columns: {},
  sql: `INSERT INTO master_key (key_id, passphrase_salt, sealed_index_key) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`,
});

export class SqlKeyRings extends KeyRings {
  constructor(
    private readonly statements: Statements,
    override readonly schema: 'ledger' | 'registry',
  ) {
    super();
  }

  override async find(): Promise<KeyRing | undefined> {
    const [row] = await this.statements.run(FIND_KEY_RING, {});
    return (
      row && {
        ...nameOf(row.key_id, row.passphrase_salt),
        sealedIndexKey: row.sealed_index_key,
        next: row.next_key_id ? nameOf(row.next_key_id, row.next_passphrase_salt) : undefined,
      }
    );
  }

  override async create({ keyId, passphraseSalt, sealedIndexKey }: KeyRing): Promise<void> {
    await this.statements.run(CREATE_KEY_RING, {
      key_id: keyId,
      passphrase_salt: passphraseSalt ?? null,
      sealed_index_key: sealedIndexKey,
    });
  }
}

function nameOf(keyId: Buffer, salt: Buffer | null): MasterKeyName {
  return { keyId, passphraseSalt: salt ?? undefined };
}
