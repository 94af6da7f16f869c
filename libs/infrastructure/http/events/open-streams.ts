import { HttpRefusal } from '../http-refusal.js';

const RETRY_SECONDS = 10;

/** Counts streams that are open, since each costs a connection for as long as its reader likes. */
export class OpenStreams {
  private readonly callers = new Map<string, number>();
  private total = 0;

  /** @param mostPerCaller of one address */
  constructor(
    private readonly most: number,
    private readonly mostPerCaller: number,
  ) {}

  get count(): number {
    return this.total;
  }

  /**
   * Returns what gives the place back.
   * @throws HttpRefusal with 503, or with 429 where the caller has too many
   */
  take(caller: string): () => void {
    const own = this.callers.get(caller) ?? 0;
    if (own >= this.mostPerCaller) throw refusal(429, 'too many event streams from this address, try again later');
    if (this.total >= this.most) throw refusal(503, 'too many event streams, try again later');
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
