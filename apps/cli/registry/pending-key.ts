import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, realpathSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import { publishFile } from '@app/infrastructure/process/publish-file.js';
import { CommandFailure } from '../command-failure.js';
import { FAILED } from '../exit-codes.js';
import { createKeyFile, readKeyFile } from './key-file.js';
import { type NodeKey, publicKeyOf } from './node-key.js';

/**
 * The key that is to follow the one in a key file. It stands beside that file, whole and on the disk, before anybody is told of it, and
 * takes its place when the registry has taken it. In between, and after a crash, it is found there again: no second one is made.
 */
export class PendingKey {
  private readonly keyFile: string;
  readonly path: string;
  readonly key: NodeKey;

  /** @throws CommandFailure when the file cannot be written, or one that stands there holds no key */
  constructor(keyFile: string, makeKey: () => NodeKey) {
    this.keyFile = realpathSync(keyFile); // what a link leads to is replaced, not the link
    this.path = `${this.keyFile}.new`;
    if (!existsSync(this.path)) writeWhole(this.path, makeKey());
    // What the file says now: another process may have been faster.
    this.key = readKeyFile(this.path);
  }

  /** Takes the place of the old key. @throws CommandFailure */
  adopt(): void {
    try {
      renameSync(this.path, this.keyFile);
      syncDirectoryOf(this.keyFile);
    } catch (cause) {
      if (codeOf(cause) === 'ENOENT' && this.isAdopted()) return; // by another process
      throw new CommandFailure(
        `the registry has the new key, but ${this.keyFile} cannot be replaced (${codeOf(cause)}); move ${this.path} to its place`,
        FAILED,
        { cause },
      );
    }
  }

  private isAdopted(): boolean {
    return publicKeyOf(readKeyFile(this.keyFile)) === publicKeyOf(this.key);
  }
}

/** The file appears under its name with all that it holds, or not at all, and never replaces another. */
function writeWhole(path: string, key: NodeKey): void {
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  createKeyFile(draft, key);
  try {
    publishFile(draft, path);
    syncDirectoryOf(path);
  } catch (cause) {
    if (codeOf(cause) !== 'EEXIST')
      throw new CommandFailure(`${path} cannot be written (${codeOf(cause)})`, FAILED, { cause });
  }
}

/** A name is on the disk when its directory is. Windows has no such call, and needs none. */
function syncDirectoryOf(path: string): void {
  if (process.platform === 'win32') return;
  const directory = openSync(dirname(path), 'r');
  try {
    fsyncSync(directory);
  } finally {
    closeSync(directory);
  }
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}
