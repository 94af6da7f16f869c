import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A disk of its own in memory, to be filled: where we may make one, that is as root, and not in every container. */
export class SmallDisk {
  readonly path = mkdtempSync(join(tmpdir(), 'mizan-small-disk-'));
  /** Whether there is one. Without, `path` is an ordinary directory, and what needs a disk is to be skipped. */
  readonly mounted: boolean;
  private readonly ballast = join(this.path, 'ballast');

  /** @param size as mount(8) takes it, such as `70m` */
  constructor(size: string) {
    this.mounted = this.mount(size);
  }

  leaveFree(bytes: number): void {
    const { bavail, bsize } = statfsSync(this.path);
    try {
      writeFileSync(this.ballast, Buffer.alloc(Math.max(0, bavail * bsize - bytes)));
    } catch (error) {
      // A program on the disk has written since we looked; the disk is full then, which is what 0 asks for.
      if (bytes > 0 || (error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
    }
  }

  makeRoom(): void {
    rmSync(this.ballast, { force: true });
  }

  remount(how: 'ro' | 'rw'): void {
    execFileSync('mount', ['-o', `remount,${how}`, this.path]);
  }

  remove(): void {
    if (this.mounted) execFileSync('umount', ['-l', this.path]);
    rmSync(this.path, { recursive: true, force: true });
  }

  private mount(size: string): boolean {
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', this.path], { stdio: 'ignore' });
      return true;
    } catch {
      return false;
    }
  }
}
