import { closeSync, linkSync, openSync, renameSync, unlinkSync } from 'node:fs';

/** What file systems answer that have no hard links: FAT, some network file systems and containers' mounts. */
const NO_LINKS = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EXDEV', 'EMLINK', 'EACCES']);

/**
 * Gives a complete file its name, which no other file may have. `draft` is gone afterwards, however this ends.
 *
 * @throws NodeJS.ErrnoException, EEXIST when the name is taken
 */
export function publishFile(draft: string, path: string): void {
  try {
    linkSync(draft, path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined || !NO_LINKS.has(code)) throw error;
    claim(path);
    renameSync(draft, path);
    return;
  } finally {
    removeIfThere(draft);
  }
}

/** Only one of two processes makes the file; it is then replaced by the one that is complete. */
function claim(path: string): void {
  closeSync(openSync(path, 'wx', 0o600));
}

function removeIfThere(file: string): void {
  try {
    unlinkSync(file);
  } catch {} // it was renamed
}
