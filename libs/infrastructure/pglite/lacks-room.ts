import { closeSync, openSync, statfsSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { type Exhaustion, exhaustionByCode, exhaustionOf } from '@app/infrastructure/process/exhaustion.js';

/** PostgreSQL needs a segment of its log, of 16 MB, to come up after a crash, and a little beside. */
const ENOUGH_BYTES = 20 * 1024 * 1024;

/** Whether a start may have failed because nothing can be written in `directory`, whatever words it failed with. */
export function lacksRoom(directory: string): Exhaustion | undefined {
  const probe = join(directory, `probe-${process.pid}`);
  try {
    const file = openSync(probe, 'wx', 0o600);
    try {
      const { bavail, bsize } = statfsSync(directory);
      return bavail * bsize < ENOUGH_BYTES ? exhaustionByCode('ENOSPC') : undefined;
    } finally {
      closeSync(file);
      unlinkSync(probe);
    }
  } catch (error) {
    return exhaustionOf(error);
  }
}
