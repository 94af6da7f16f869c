/** The database was sealed under another master key: what is in it would not open, and what is added would not mix. */
export class WrongMasterKey extends Error {
    name = 'WrongMasterKey';
    constructor() {
        super('the master key is not the one that this database is sealed with; point MASTER_KEY_FILE (or DATA_DIR) at the right one');
    }
}
/**
 * Binds the database to the master key of its first start. Two servers on one database need the same key.
 * @throws WrongMasterKey
 */
export async function pinMasterKey(database, keyId) {
    await database.query('INSERT INTO master_key (key_id) VALUES ($1) ON CONFLICT DO NOTHING', [keyId]);
    const [pinned] = await database.query('SELECT key_id FROM master_key');
    if (!pinned?.key_id.equals(keyId))
        throw new WrongMasterKey();
}
//# sourceMappingURL=pin-master-key.js.map