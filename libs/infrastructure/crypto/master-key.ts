import { randomBytes } from 'node:crypto';
import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { exhaustionOf } from '@app/infrastructure/process/exhaustion.js';
import { publishFile } from '@app/infrastructure/process/publish-file.js';

const KEY_BYTES = 32;
/** A key in hex with a line's end is the longest form. */
const MOST_BYTES = 2 * KEY_BYTES + 2;

/** The master key cannot be used as it is; the message names the file and the fix, never the key. */
export class MasterKeyUnusable extends Error {
  override readonly name = 'MasterKeyUnusable';
}

/**
 * Reads the master key: a file of 32 random bytes, as they are, in hex or in Base64, that belongs to its reader and that
 * no other user may read.
 * @throws MasterKeyUnusable
 */
export function readMasterKey(path: string): Buffer {
  const content = Buffer.alloc(MOST_BYTES + 1);
  try {
    return decodeKey(content.subarray(0, readPrivately(path, content)), path);
  } finally {
    content.fill(0);
  }
}

/** Looks at the very file that it reads, and waits for no pipe. */
function readPrivately(path: string, into: Buffer): number {
  let file: number;
  try {
    file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  } catch (cause) {
    throw new MasterKeyUnusable(`the master key ${path} cannot be read${because(cause)}`, { cause });
  }
  try {
    refuseShared(file, path);
    let length = 0;
    for (let read = 1; read > 0 && length < into.length; length += read) {
      read = readSync(file, into, length, into.length - length, null);
    }
    return length;
  } finally {
    closeSync(file);
  }
}

function because(cause: unknown): string {
  const advice = exhaustionOf(cause)?.advice ?? (cause as NodeJS.ErrnoException).code;
  return advice === undefined ? '' : `: ${advice}`;
}

function refuseShared(file: number, path: string): void {
  const { mode, uid } = fstatSync(file);
  if ((mode & constants.S_IFMT) !== constants.S_IFREG) {
    throw new MasterKeyUnusable(`the master key ${path} cannot be read: it is no file`);
  }
  if (process.platform === 'win32') return;
  if ((mode & 0o077) !== 0) {
    throw new MasterKeyUnusable(`the master key ${path} is readable by others: chmod 600 ${path}`);
  }
  const user = process.getuid?.();
  if (uid !== user && uid !== 0) {
    throw new MasterKeyUnusable(`the master key ${path} belongs to another user (${uid}): chown ${user} ${path}`);
  }
}

function decodeKey(content: Buffer, path: string): Buffer {
  const text = content.toString('latin1').replace(/\r?\n$/, '');
  if (/^[0-9a-fA-F]{64}$/.test(text)) return Buffer.from(text, 'hex');
  if (/^[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$/.test(text)) return Buffer.from(text, 'base64');
  if (content.length !== KEY_BYTES) {
    throw new MasterKeyUnusable(`the master key ${path} must be ${KEY_BYTES} bytes long, or as many in hex or Base64`);
  }
  // Random bytes look like this once in 10^13 times; half a key in hex always does.
  if (/^[\x20-\x7e\r\n]*$/.test(content.toString('latin1')) || new Set(content).size === 1) {
    throw new MasterKeyUnusable(
      `the master key ${path} is not random: openssl rand -out ${path} ${KEY_BYTES}, for a store that is new`,
    );
  }
  return Buffer.from(content);
}

/**
 * Reads the master key, or makes it at the first start. The new file is complete and on disk before it gets its name, the
 * name is on disk before the key is used, and of two processes that start at once both read the one key that won.
 * @throws MasterKeyUnusable
 */
export function readOrCreateMasterKey(path: string): Buffer {
  if (!existsSync(path)) {
    try {
      create(path);
    } catch (cause) {
      throw new MasterKeyUnusable(`the master key ${path} cannot be made${because(cause)}`, { cause });
    }
  }
  return readMasterKey(path);
}

function create(path: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  const file = openSync(draft, 'wx', 0o600);
  try {
    const key = randomBytes(KEY_BYTES);
    writeSync(file, key);
    key.fill(0);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  try {
    publishFile(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  makeNamesDurable(dirname(path));
}

/** The name of a new file is its directory's content: without this a power failure may keep what was sealed and lose the key. */
function makeNamesDurable(directory: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(directory, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
