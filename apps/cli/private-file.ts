import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs';
import { CommandFailure } from './command-failure.js';
import { FAILED } from './exit-codes.js';

/** Permissions of anybody but the owner. */
const OTHERS = 0o077;

/**
 * Reads a file with a secret: the one whose permissions it looks at, and not what may stand under its name a moment later.
 *
 * @param what it is, for messages, such as `key file`
 * @throws CommandFailure when it cannot be read, or others can read it
 */
export function readPrivately(path: string, what: string): string {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch (cause) {
    throw unreadable(path, what, cause);
  }
  try {
    const { mode } = fstatSync(file);
    if (process.platform !== 'win32' && (mode & OTHERS) !== 0) {
      throw new CommandFailure(
        `the ${what} ${path} is open to others (mode ${(mode & 0o777).toString(8).padStart(4, '0')}); chmod 600 it first`,
        FAILED,
      );
    }
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw error instanceof CommandFailure ? error : unreadable(path, what, error);
  } finally {
    closeSync(file);
  }
}

function unreadable(path: string, what: string, cause: unknown): CommandFailure {
  const { code } = cause as NodeJS.ErrnoException;
  return new CommandFailure(`the ${what} ${path} cannot be read (${code})`, FAILED, { cause });
}
