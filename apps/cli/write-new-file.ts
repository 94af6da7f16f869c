import { randomBytes } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { publishFile } from '@app/infrastructure/process/publish-file.js';
import { CommandFailure } from './command-failure.js';

const CANNOT_CREATE = 73;

/** Writes a file that only its owner reads: whole or not at all, and never over another. @throws CommandFailure */
export function writeNewFile(path: string, content: Uint8Array): void {
  const draft = `${path}.${randomBytes(6).toString('hex')}.partial`;
  try {
    writeFileSync(draft, content, { flag: 'wx', mode: 0o600, flush: true });
    publishFile(draft, path);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const why = code === 'EEXIST' ? 'exists already, and is not overwritten' : `cannot be written (${code})`;
    throw new CommandFailure(`${path} ${why}`, CANNOT_CREATE, { cause });
  } finally {
    rmSync(draft, { force: true });
  }
}
