import { read, type Statements, write } from '../sql/statement.js';

/** The database was sealed under another master key: what is in it would not open, and what is added would not mix. */
export class WrongMasterKey extends Error {
  override readonly name = 'WrongMasterKey';

  constructor() {
    super(
      'the master key is not the one that this database is sealed with; point MASTER_KEY_FILE (or DATA_DIR) at the right one',
    );
  }
}

export const PIN_MASTER_KEY = write('pin_master_key', {
  parameters: { key_id: 'bytea' },
  columns: {},
  sql: 'INSERT INTO master_key (key_id) VALUES ($1) ON CONFLICT DO NOTHING',
});

export const PINNED_MASTER_KEY = read('pinned_master_key', {
  parameters: {},
  columns: { key_id: 'bytea' },
  sql: 'SELECT key_id FROM master_key',
});

/**
 * Binds the database to the master key of its first start. Two servers on one database need the same key.
 * @throws WrongMasterKey
 */
export async function pinMasterKey(statements: Statements, keyId: Buffer): Promise<void> {
  await statements.run(PIN_MASTER_KEY, { key_id: keyId });
  const [pinned] = await statements.run(PINNED_MASTER_KEY, {});
  if (!pinned?.key_id.equals(keyId)) throw new WrongMasterKey();
}
