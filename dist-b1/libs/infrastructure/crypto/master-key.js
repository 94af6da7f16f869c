import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, linkSync, mkdirSync, openSync, readFileSync, statSync, unlinkSync, writeSync, } from 'node:fs';
import { dirname } from 'node:path';
const KEY_BYTES = 32;
/** The master key cannot be used as it is; the message names the file and the fix, never the key. */
export class MasterKeyUnusable extends Error {
    name = 'MasterKeyUnusable';
}
/**
 * Reads the master key: a file of exactly 32 random bytes that only its owner may read.
 * @throws MasterKeyUnusable
 */
export function readMasterKey(path) {
    let key;
    try {
        key = readFileSync(path);
    }
    catch (cause) {
        throw new MasterKeyUnusable(`the master key ${path} cannot be read`, { cause });
    }
    if (key.length !== KEY_BYTES)
        throw new MasterKeyUnusable(`the master key ${path} must be ${KEY_BYTES} bytes long`);
    if (process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0) {
        throw new MasterKeyUnusable(`the master key ${path} is readable by others: chmod 600 ${path}`);
    }
    return key;
}
/**
 * Reads the master key, or makes it at the first start. The new file is complete and on disk before it gets its name, the
 * name is on disk before the key is used, and of two processes that start at once both read the one key that won.
 * @throws MasterKeyUnusable
 */
export function readOrCreateMasterKey(path) {
    if (!existsSync(path)) {
        try {
            create(path);
        }
        catch (cause) {
            throw new MasterKeyUnusable(`the master key ${path} cannot be made`, { cause });
        }
    }
    return readMasterKey(path);
}
function create(path) {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    const draft = `${path}.${randomBytes(6).toString('hex')}`;
    const file = openSync(draft, 'wx', 0o600);
    try {
        writeSync(file, randomBytes(KEY_BYTES));
        fsyncSync(file);
    }
    finally {
        closeSync(file);
    }
    try {
        linkSync(draft, path);
    }
    catch (error) {
        if (error.code !== 'EEXIST')
            throw error;
    }
    finally {
        unlinkSync(draft);
    }
    makeNamesDurable(dirname(path));
}
/** The name of a new file is its directory's content: without this a power failure may keep what was sealed and lose the key. */
function makeNamesDurable(directory) {
    if (process.platform === 'win32')
        return;
    const handle = openSync(directory, 'r');
    try {
        fsyncSync(handle);
    }
    finally {
        closeSync(handle);
    }
}
//# sourceMappingURL=master-key.js.map