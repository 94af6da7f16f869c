import { write, writeSync } from 'node:fs';
import { isFull, type OutputDescriptor, writeUntil } from '@app/infrastructure/process/output-descriptor.js';
import type { LineSink } from './line-batch.js';

export interface LineOutputOptions {
  /** A line, with its end, that says how many were dropped and for which error code. */
  report: (dropped: number, reason: string) => string;
  /** Bytes that may wait for a slow reader; what comes then is dropped. */
  maxWaiting?: number;
}

/** What is being written: a report of what was lost before, `reportLength` bytes of it, and lines. */
interface Attempt {
  readonly bytes: Buffer;
  readonly reportLength: number;
  /** Lost lines of which it tells. */
  readonly reports: number;
  offset: number;
}

const MAX_WAITING_BYTES = 4 * 1024 * 1024;
const RETRY_MS = 50;
const PROBE_MS = 1000;
const LAST_WRITE_MS = 250;
const LINE_END = 0x0a;

/**
 * Lines to a descriptor that may be a full disk, or a pipe that is closed or that is not read. What cannot be written is
 * dropped and counted, and the first line that can be written again says how many. Nothing here throws, waits or ends the
 * process: serving is worth more than its log.
 */
export class LineOutput implements LineSink {
  /** Lines that were lost since the start. */
  dropped = 0;
  private unreported = 0;
  private reason = '';
  private waiting: Buffer[] = [];
  private waitingBytes = 0;
  private current: Attempt | undefined;
  /** The kernel has the current attempt; it tells us later. */
  private isInFlight = false;
  /** The output ends in the middle of a line, which the next attempt ends. */
  private isLineOpen = false;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly output: OutputDescriptor,
    private readonly options: LineOutputOptions,
  ) {}

  write(lines: Buffer): void {
    if (this.waitingBytes + lines.length > (this.options.maxWaiting ?? MAX_WAITING_BYTES)) {
      this.lose(linesIn(lines), 'EAGAIN');
      return;
    }
    this.waiting.push(lines);
    this.waitingBytes += lines.length;
    if (!this.isInFlight) this.pump();
  }

  /** For the last moments of a process: a reader that does not read is given a quarter of a second. */
  flushSync(): void {
    const deadline = performance.now() + LAST_WRITE_MS;
    let attempt = this.isInFlight ? this.next() : (this.current ?? this.next());
    if (!this.isInFlight) this.current = undefined;
    for (; attempt; attempt = this.next()) {
      const last = attempt;
      try {
        const onProgress = (offset: number) => {
          last.offset = offset;
        };
        writeUntil(this.output, last.bytes, deadline, { from: last.offset, onProgress });
        this.wasWritten(last);
      } catch (error) {
        return void this.giveUp(last, error);
      }
    }
  }

  private pump(): void {
    for (;;) {
      this.current ??= this.next();
      const attempt = this.current;
      if (!attempt) return;
      if (this.output.isFile) return void this.writeToFile(attempt);
      try {
        this.advance(attempt, writeSync(this.output.fd, attempt.bytes, attempt.offset));
      } catch (error) {
        if (isFull(error)) return void this.later(RETRY_MS);
        return void this.giveUp(attempt, error);
      }
    }
  }

  private writeToFile(attempt: Attempt): void {
    this.isInFlight = true;
    write(this.output.fd, attempt.bytes, attempt.offset, undefined, null, (error, written) => {
      this.isInFlight = false;
      if (error) return void this.giveUp(attempt, error);
      this.advance(attempt, written);
      this.pump();
    });
  }

  private advance(attempt: Attempt, written: number): void {
    attempt.offset += written;
    if (attempt.offset < attempt.bytes.length) return;
    this.wasWritten(attempt);
    this.current = undefined;
  }

  private wasWritten({ reports }: Attempt): void {
    this.isLineOpen = false;
    this.unreported -= reports;
  }

  /** What waits would meet the same: it is lost too, and what comes later is tried again. */
  private giveUp(attempt: Attempt, error: unknown): void {
    const { bytes, offset, reportLength, reports } = attempt;
    if (offset > 0) this.isLineOpen = bytes[offset - 1] !== LINE_END;
    if (offset >= reportLength) this.unreported -= reports;
    const lost = [bytes.subarray(Math.max(offset, reportLength)), ...this.waiting];
    this.current = undefined;
    this.waiting = [];
    this.waitingBytes = 0;
    this.lose(
      lost.reduce((sum, lines) => sum + linesIn(lines), 0),
      (error as NodeJS.ErrnoException).code ?? 'unknown',
    );
  }

  private lose(lines: number, reason: string): void {
    this.dropped += lines;
    this.unreported += lines;
    this.reason = reason;
    this.later(PROBE_MS);
  }

  private later(afterMs: number): void {
    if (this.timer) return;
    this.timer = setTimeout(() => {
      this.timer = undefined;
      if (!this.isInFlight) this.pump();
    }, afterMs).unref();
  }

  /** The next that waits, behind a report of what was lost before it; the report alone when nothing waits. */
  private next(): Attempt | undefined {
    const lines = this.waiting.shift();
    if (!lines && this.unreported === 0) return undefined;
    this.waitingBytes -= lines?.length ?? 0;
    const reports = this.unreported;
    const report = Buffer.from(
      (this.isLineOpen ? '\n' : '') + (reports > 0 ? this.options.report(reports, this.reason) : ''),
    );
    const bytes = lines ? Buffer.concat([report, lines]) : report;
    return { bytes, reportLength: report.length, reports, offset: 0 };
  }
}

function linesIn(bytes: Uint8Array): number {
  let lines = 0;
  for (let at = bytes.indexOf(LINE_END); at !== -1; at = bytes.indexOf(LINE_END, at + 1)) lines += 1;
  return lines;
}
