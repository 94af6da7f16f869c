import { closeSync, fstatSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { CommandFailure } from '../command-failure.js';
import { FAILED } from '../exit-codes.js';
import { parseNodeKey, writeNodeKey } from './node-key.js';
/** Permissions of anybody but the owner. */
const OTHERS = 0o077;
/** @throws CommandFailure when the file is missing, readable by others, or no key of the two kinds */
export function readKeyFile(path) {
    const key = parseNodeKey(readPrivately(path));
    if (key)
        return key;
    throw new CommandFailure(`${path} holds no unencrypted secp256k1 or Ed25519 private key; make one with: mizan key create <file>`, FAILED);
}
/** Looks at the file that it reads, and not at what may stand under its name a moment later. */
function readPrivately(path) {
    let file;
    try {
        file = openSync(path, 'r');
    }
    catch (cause) {
        throw new CommandFailure(`the key file ${path} cannot be read (${codeOf(cause)})`, FAILED, { cause });
    }
    try {
        const { mode } = fstatSync(file);
        if (process.platform !== 'win32' && (mode & OTHERS) !== 0) {
            throw new CommandFailure(`the key file ${path} is open to others (mode ${(mode & 0o777).toString(8).padStart(4, '0')}); chmod 600 it first`, FAILED);
        }
        return readFileSync(file, 'utf8');
    }
    catch (error) {
        if (error instanceof CommandFailure)
            throw error;
        throw new CommandFailure(`the key file ${path} cannot be read (${codeOf(error)})`, FAILED, { cause: error });
    }
    finally {
        closeSync(file);
    }
}
/** Makes the file with mode 0600. @throws CommandFailure when there is one already, which is never replaced */
export function createKeyFile(path, key) {
    try {
        writeFileSync(path, writeNodeKey(key), { flag: 'wx', mode: 0o600, flush: true });
    }
    catch (cause) {
        const code = codeOf(cause);
        const why = code === 'EEXIST' ? 'exists already, and a key is never overwritten' : `cannot be written (${code})`;
        throw new CommandFailure(`${path} ${why}`, FAILED, { cause });
    }
}
function codeOf(error) {
    return error.code;
}
//# sourceMappingURL=key-file.js.map