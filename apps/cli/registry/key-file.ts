import { writeFileSync } from 'node:fs';
import { CommandFailure } from '../command-failure.js';
import { FAILED } from '../exit-codes.js';
import { readPrivately } from '../private-file.js';
import { type NodeKey, parseNodeKey, writeNodeKey } from './node-key.js';

/** @throws CommandFailure when the file is missing, readable by others, or no key of the two kinds */
export function readKeyFile(path: string): NodeKey {
  const key = parseNodeKey(readPrivately(path, 'key file'));
  if (key) return key;
  throw new CommandFailure(
    `${path} holds no unencrypted secp256k1 or Ed25519 private key; make one with: mizan key create <file>`,
    FAILED,
  );
}

/** Makes the file with mode 0600. @throws CommandFailure when there is one already, which is never replaced */
export function createKeyFile(path: string, key: NodeKey): void {
  try {
    writeFileSync(path, writeNodeKey(key), { flag: 'wx', mode: 0o600, flush: true });
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const why = code === 'EEXIST' ? 'exists already, and a key is never overwritten' : `cannot be written (${code})`;
    throw new CommandFailure(`${path} ${why}`, FAILED, { cause });
  }
}
