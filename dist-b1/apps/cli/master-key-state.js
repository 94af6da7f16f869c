import { existsSync } from 'node:fs';
import { EnvelopeVault } from "../../libs/infrastructure/crypto/envelope-vault.js";
import { MasterKeyUnusable, readMasterKey } from "../../libs/infrastructure/crypto/master-key.js";
/** Whether the key at `path` opens what the database holds sealed. */
export async function masterKeyState(database, path) {
    const [pinned] = await database.query('SELECT key_id FROM master_key');
    if (!pinned)
        return 'not-needed';
    if (!existsSync(path))
        return 'missing';
    try {
        return new EnvelopeVault(readMasterKey(path)).keyId.equals(pinned.key_id) ? 'fits' : 'wrong';
    }
    catch (error) {
        if (error instanceof MasterKeyUnusable)
            return 'unusable';
        throw error;
    }
}
//# sourceMappingURL=master-key-state.js.map