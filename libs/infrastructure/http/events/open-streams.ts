import type { ModeName } from '@app/kernel';
import { HttpRefusal } from '../http-refusal.js';

const RETRY_SECONDS = 10;

export interface StreamLimits {
  /** Streams open at once, of all callers and of one address. */
  readonly mostStreams: number;
  readonly mostStreamsPerCaller: number;
}

/** Of both APIs. A caller in production is a stranger. */
export const STREAM_LIMITS: Readonly<Record<ModeName, StreamLimits>> = {
  demo: { mostStreams: 2_000, mostStreamsPerCaller: 2_000 },
  production: { mostStreams: 2_000, mostStreamsPerCaller: 100 },
};

/** Counts streams that are open, since each costs a connection for as long as its reader likes. */
export class OpenStreams {
  private readonly callers = new Map<string, number>();
  private total = 0;

  constructor(private readonly limits: StreamLimits) {}

  get count(): number {
    return this.total;
  }

  /**
   * Returns what gives the place back.
   * @throws HttpRefusal with 503, or with 429 where the caller has too many
   */
  take(caller: string): () => void {
    const { mostStreams, mostStreamsPerCaller } = this.limits;
    const own = this.callers.get(caller) ?? 0;
    if (own >= mostStreamsPerCaller) throw refusal(429, 'too many event streams from this address, try again later');
    if (this.total >= mostStreams) throw refusal(503, 'too many event streams, try again later');
    this.total += 1;
    this.callers.set(caller, own + 1);
    return () => this.giveBack(caller);
  }

  private giveBack(caller: string): void {
    this.total -= 1;
    const left = this.callers.get(caller)! - 1;
    if (left === 0) this.callers.delete(caller);
    else this.callers.set(caller, left);
  }
}

function refusal(status: number, message: string): HttpRefusal {
  return new HttpRefusal({ status, code: 'too_many_streams', message, retryAfterSeconds: RETRY_SECONDS });
}
