import { spawnSync } from 'node:child_process';
import { closeSync, constants, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type DeadStream = 'a full disk' | 'a closed pipe' | 'a pipe that nobody reads';
export const DEAD_STREAMS: readonly DeadStream[] = ['a full disk', 'a closed pipe', 'a pipe that nobody reads'];

/** Descriptors of streams that cannot be written. */
export class DeadStreams {
  private readonly directory = mkdtempSync(join(tmpdir(), 'mizan-streams-'));
  private readonly descriptors: number[] = [];

  open(kind: DeadStream): number {
    if (kind === 'a full disk') return this.opened('/dev/full', 'w');
    const path = join(this.directory, `${this.descriptors.length}`);
    spawnSync('mkfifo', [path]);
    if (kind === 'a closed pipe') {
      const reader = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
      const writer = this.opened(path, 'w');
      closeSync(reader);
      return writer;
    }
    this.opened(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const filler = this.opened(path, constants.O_WRONLY | constants.O_NONBLOCK);
    for (;;) {
      try {
        writeSync(filler, Buffer.alloc(4096));
      } catch {
        return this.opened(path, 'w'); // it is full
      }
    }
  }

  remove(): void {
    for (const fd of this.descriptors) closeSync(fd);
    rmSync(this.directory, { recursive: true });
  }

  private opened(path: string, flags: string | number): number {
    const fd = openSync(path, flags);
    this.descriptors.push(fd);
    return fd;
  }
}
