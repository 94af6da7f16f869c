import { connect, type Socket } from 'node:net';
import { quantile } from '../measure/statistics.js';
import { AnswerReader } from './answer-reader.js';
import type { RequestSource } from './request-source.js';

export interface LoadOptions {
  readonly host: string;
  readonly port: number;
  /** Connections, each with one request on its way. */
  readonly clients: number;
  /** When no new requests are sent; answers on their way are still awaited. */
  readonly seconds?: number;
  /** Requests altogether. */
  readonly requests?: number;
}

export interface LoadResult {
  /** Requests answered with 200. */
  readonly ok: number;
  /** Requests answered otherwise, or not at all. */
  readonly failed: number;
  /** Answers by status; 0 stands for a connection that broke. */
  readonly statuses: Record<string, number>;
  readonly seconds: number;
  readonly perSecond: number;
  /** Time from sending a request to the end of its answer, of those answered with 200. */
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Share of one core that the generator itself took. */
  readonly generatorCpu: number;
}

/** How long an answer may take: a server that hangs must not hang the bench. */
const ANSWER_TIMEOUT_MS = 60_000;

/** Sends what `source` gives from all clients at once, and resolves when the last answer is here. */
export async function runLoad(source: RequestSource, options: LoadOptions): Promise<LoadResult> {
  const tally = new Tally(options.requests ?? Number.POSITIVE_INFINITY, options.seconds ?? Number.POSITIVE_INFINITY);
  const cpu = process.cpuUsage();
  await Promise.all(Array.from({ length: options.clients }, (_, at) => new Client(at, source, options, tally).run()));
  const seconds = (performance.now() - tally.startedAt) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  const latencies = Float64Array.from(tally.latencies);
  return {
    ok: tally.statuses[200] ?? 0,
    failed: Object.entries(tally.statuses).reduce((sum, [status, count]) => sum + (status === '200' ? 0 : count), 0),
    statuses: tally.statuses,
    seconds,
    perSecond: (tally.statuses[200] ?? 0) / seconds,
    p50Ms: quantile(latencies, 0.5),
    p99Ms: quantile(latencies, 0.99),
    generatorCpu: (user + system) / 1e6 / seconds,
  };
}

/** What a socket has just read: looked at before the next one reads. A stream and a buffer for each would cost a third of all. */
const arrived = Buffer.allocUnsafe(65_536);

class Tally {
  readonly startedAt = performance.now();
  readonly statuses: Record<string, number> = {};
  readonly latencies: number[] = [];
  private readonly endsAt: number;

  constructor(
    private left: number,
    seconds: number,
  ) {
    this.endsAt = this.startedAt + seconds * 1000;
  }

  /** Whether one more request may be sent; counts it when it may. */
  admit(now: number): boolean {
    return now < this.endsAt && this.left-- > 0;
  }

  leftMs(): number {
    return this.endsAt - performance.now();
  }

  count(status: number, ms: number): void {
    this.statuses[status] = (this.statuses[status] ?? 0) + 1;
    if (status === 200) this.latencies.push(ms);
  }
}

class Client {
  private socket: Socket | undefined;
  private reader = new AnswerReader();
  private sentAt = 0;
  private waiting = false;
  private finish: () => void = () => {};

  constructor(
    private readonly number: number,
    private readonly source: RequestSource,
    private readonly target: LoadOptions,
    private readonly tally: Tally,
  ) {}

  run(): Promise<void> {
    return new Promise((resolve) => {
      this.finish = resolve;
      this.send();
    });
  }

  private send(): void {
    const now = performance.now();
    const request = this.tally.admit(now) ? this.source.next(this.number) : undefined;
    if (request === undefined) {
      this.socket?.destroy();
      this.finish();
      return;
    }
    this.waiting = true;
    this.sentAt = now;
    this.connection().write(request, 'latin1');
  }

  private settle(status: number): void {
    if (!this.waiting) return;
    this.waiting = false;
    this.tally.count(status, performance.now() - this.sentAt);
    this.source.settled(this.number, status);
    // A refused client waits as it is told: asking again at once would measure how fast a server refuses.
    const pauseMs = status === 200 ? 0 : Math.min(this.reader.retryAfterSeconds * 1000, this.tally.leftMs());
    if (pauseMs > 0) setTimeout(() => this.send(), pauseMs);
    else this.send();
  }

  private connection(): Socket {
    this.socket ??= this.open();
    return this.socket;
  }

  private open(): Socket {
    const reader = new AnswerReader();
    const socket = connect({
      host: this.target.host,
      port: this.target.port,
      noDelay: true,
      onread: {
        buffer: arrived,
        callback: (length) => {
          const status = reader.take(arrived.subarray(0, length));
          if (status !== undefined) this.settle(status);
          return true;
        },
      },
    });
    this.reader = reader;
    socket.setTimeout(ANSWER_TIMEOUT_MS, () => socket.destroy());
    socket.on('error', () => {});
    socket.on('close', () => {
      if (this.socket !== socket) return;
      this.socket = undefined;
      // A moment's rest: a server that is gone must not be asked in a tight loop.
      if (this.waiting) setTimeout(() => this.settle(0), 50);
    });
    return socket;
  }
}
