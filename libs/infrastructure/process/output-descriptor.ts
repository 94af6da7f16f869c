import { constants, fstatSync, openSync, writeSync } from 'node:fs';

/** A descriptor to write to that never makes the writer wait: a pipe or terminal that is full answers `EAGAIN`. */
export interface OutputDescriptor {
  readonly fd: number;
  /** A file has no `EAGAIN`: a slow disk makes a synchronous write wait. */
  readonly isFile: boolean;
}

/**
 * Standard output (1) or standard error (2). The descriptor that we were given is shared with other processes, and would not
 * be theirs any more if it stopped waiting for its reader; so what it leads to is opened once more where that is possible.
 */
export function openOutput(fd: 1 | 2): OutputDescriptor {
  if (fstatSync(fd).isFile()) return { fd, isFile: true };
  try {
    const { O_WRONLY, O_NONBLOCK, O_NOCTTY } = constants;
    return { fd: openSync(`/proc/self/fd/${fd}`, O_WRONLY | O_NONBLOCK | O_NOCTTY), isFile: false };
  } catch {
    // A socket, another user's pipe, or no Linux. Node makes the descriptor itself non-blocking for its own stream.
    void (fd === 1 ? process.stdout : process.stderr);
    return { fd, isFile: false };
  }
}

const PAUSE_MS = 10;
const pause = new Int32Array(new SharedArrayBuffer(4));

/**
 * Writes `bytes` from `from` on, and waits for a reader until `deadline` (of `performance.now()`) at most.
 *
 * @param onProgress is told how far it came
 * @throws NodeJS.ErrnoException, with the code `EAGAIN` when the reader did not read
 */
export function writeUntil(
  { fd }: OutputDescriptor,
  bytes: Uint8Array,
  deadline: number,
  { from = 0, onProgress }: { from?: number; onProgress?: (offset: number) => void } = {},
): void {
  let offset = from;
  while (offset < bytes.length) {
    try {
      offset += writeSync(fd, bytes, offset);
      onProgress?.(offset);
    } catch (error) {
      if (!isFull(error) || performance.now() >= deadline) throw error;
      Atomics.wait(pause, 0, 0, PAUSE_MS);
    }
  }
}

export function isFull(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'EAGAIN';
}
