import { closeSync, ftruncateSync, mkdirSync, openSync, readFileSync, realpathSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { exhaustionOf } from '@app/infrastructure/process/exhaustion.js';
import { tryLock } from 'fs-native-extensions';
import { DirectoryInUse, DirectoryUnavailable } from './directory.errors.js';

/**
 * The exclusive right to a data directory. It is a lock on an open file, so the kernel drops it however the holder ends
 * and a lock file left behind means nothing. PGlite takes no lock of its own: two processes on one cluster lose rows.
 */
export class DirectoryLock {
  /** The directory's one true path: symbolic links are followed, so that every alias meets the same lock. */
  readonly directory: string;
  private fileDescriptor: number | undefined;

  private constructor(directory: string, fileDescriptor: number) {
    this.directory = directory;
    this.fileDescriptor = fileDescriptor;
  }

  /** Makes the directory (mode 0700) when missing. @throws DirectoryInUse, DirectoryUnavailable */
  static take(path: string): DirectoryLock {
    try {
      return DirectoryLock.takeFile(path);
    } catch (cause) {
      const exhaustion = cause instanceof DirectoryInUse ? undefined : exhaustionOf(cause);
      throw exhaustion ? new DirectoryUnavailable(path, exhaustion, { cause }) : cause;
    }
  }

  private static takeFile(path: string): DirectoryLock {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    const directory = realpathSync(path);
    const lockFile = join(directory, 'lock');
    const fileDescriptor = openSync(lockFile, 'a+', 0o600);
    if (!tryLock(fileDescriptor)) {
      closeSync(fileDescriptor);
      throw new DirectoryInUse(directory, holderOf(lockFile));
    }
    ftruncateSync(fileDescriptor);
    writeSync(fileDescriptor, `${process.pid}\n`);
    return new DirectoryLock(directory, fileDescriptor);
  }

  release(): void {
    if (this.fileDescriptor === undefined) return;
    closeSync(this.fileDescriptor);
    this.fileDescriptor = undefined;
  }
}

function holderOf(lockFile: string): number | undefined {
  const text = readFileSync(lockFile, 'utf8').trim();
  return /^[0-9]{1,10}$/.test(text) ? Number(text) : undefined;
}
