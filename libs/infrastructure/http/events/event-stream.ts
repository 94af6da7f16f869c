import { setMaxListeners } from 'node:events';
import { Readable } from 'node:stream';
import { StreamableFile } from '@nestjs/common';
import { toJson } from '../json-writer.js';

export interface StreamTimes {
  /** A comment line keeps proxies from closing a connection on which nothing happens. */
  readonly commentEveryMs: number;
  /** A reader who takes nothing of what waits for them for so long is not there any more. It is looked at with each comment. */
  readonly stalledMs: number;
  /** How long one lasts that only some may have: a session, a key or a token may have ended meanwhile. */
  readonly privateStreamMs: number;
}

export const STREAM_TIMES: StreamTimes = {
  commentEveryMs: 15_000,
  stalledMs: 30_000,
  privateStreamMs: 10 * 60_000,
};

/** What is read ahead for one reader. */
const AHEAD_BYTES = 64 * 1024;
const COMMENT = Buffer.from(': still here\n\n');
const TYPE = 'text/event-stream; charset=utf-8';

/** An event of an HTML event stream: one line of JSON, and the cursor to resume behind it, where there is one. */
export function eventFrame(data: unknown, cursor?: string): Buffer {
  return Buffer.from(`${cursor === undefined ? '' : `id: ${cursor}\n`}data: ${toJson(data)}\n\n`);
}

/** The frames of one stream. The signal is aborted when the caller leaves or the server stops; they must end then. */
export type Frames = (over: AbortSignal) => AsyncIterable<Buffer>;

export interface StreamOptions {
  /** Aborted when the server stops. */
  readonly stopping: AbortSignal;
  /** After so long the caller has to come again, and be admitted again. */
  readonly lastsMs?: number | undefined;
  readonly times?: StreamTimes | undefined;
  onEnd?(): void;
}

/**
 * Answers with Server-Sent Events (HTML Standard, "Server-sent events"). `frames` is asked for no more than the caller reads.
 */
export function streamEvents(frames: Frames, options: StreamOptions): StreamableFile {
  const stream = new EventStream(frames, options);
  stream.once('close', () => options.onEnd?.());
  return new StreamableFile(stream, { type: TYPE });
}

/** Reads ahead of one caller, within bounds, and closes when they take nothing. */
class EventStream extends Readable {
  private readonly over = new AbortController();
  private readonly end = () => this.over.abort();
  private readonly source: AsyncIterator<Buffer>;
  private readonly timer: NodeJS.Timeout;
  private readonly lifetime: NodeJS.Timeout | undefined;
  private readonly stalledMs: number;
  private isPulling = false;
  private takenAt = performance.now();

  constructor(
    frames: Frames,
    private readonly options: StreamOptions,
  ) {
    super({ highWaterMark: AHEAD_BYTES });
    const { stopping, lastsMs, times = STREAM_TIMES } = options;
    this.stalledMs = times.stalledMs;
    // One for each stream that is open.
    setMaxListeners(0, stopping);
    stopping.addEventListener('abort', this.end);
    if (stopping.aborted) this.end();
    this.source = frames(this.over.signal)[Symbol.asyncIterator]();
    this.timer = setInterval(() => this.keepAlive(), times.commentEveryMs).unref();
    if (lastsMs !== undefined) this.lifetime = setTimeout(this.end, lastsMs).unref();
  }

  override _read(): void {
    this.takenAt = performance.now();
    if (!this.isPulling) void this.pull();
  }

  override _destroy(error: Error | null, callback: (error?: Error | null) => void): void {
    clearInterval(this.timer);
    clearTimeout(this.lifetime);
    this.options.stopping.removeEventListener('abort', this.end);
    this.end();
    Promise.resolve(this.source.return?.()).catch(() => undefined);
    callback(error);
  }

  private async pull(): Promise<void> {
    this.isPulling = true;
    try {
      const { done, value } = await this.source.next();
      this.isPulling = false;
      if (!this.destroyed) this.push(done ? null : value);
    } catch (error) {
      this.destroy(error as Error);
    }
  }

  private keepAlive(): void {
    if (this.isPulling) this.push(COMMENT);
    else if (performance.now() - this.takenAt > this.stalledMs) this.destroy();
  }
}
