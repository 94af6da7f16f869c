import type { DestinationStream } from 'pino';

/** Where lines go in the end: a file, a pipe. */
export interface LineSink {
  write(lines: Buffer): unknown;
  /** Returns when all that was written before is out. */
  flushSync(): void;
}

/**
 * Collects lines and hands them on together, `size` characters at a time or `delayMs` after the first of them: a system call
 * and a change of threads for each would be a tenth of a busy server's work. pino's own destination can wait for a length
 * too, but measures all that is waiting anew at every line, and encodes every text twice.
 */
export class LineBatch implements DestinationStream {
  private lines: string[] = [];
  private length = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly sink: LineSink,
    private readonly size: number,
    private readonly delayMs: number,
  ) {}

  write(line: string): void {
    this.lines.push(line);
    this.length += line.length;
    if (this.length >= this.size) this.handOn();
    else this.timer ??= setTimeout(() => this.handOn(), this.delayMs).unref();
  }

  /** For the last moments of a process; pino calls it after a fatal line. */
  flushSync(): void {
    this.handOn();
    this.sink.flushSync();
  }

  private handOn(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.lines.length === 0) return;
    const text = this.lines.join('');
    this.lines = [];
    this.length = 0;
    this.sink.write(Buffer.from(text));
  }
}
