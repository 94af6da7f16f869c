import { setTimeout as sleep } from 'node:timers/promises';
import type { ProduceBlocks } from '@app/utxo';

/** Callers' requests a second from which on the server counts as busy with them. */
const BUSY_PER_SECOND = 50;
/** How many times longer than it works a background task rests on a busy server: callers keep four fifths of it. */
const REST = 4;
/** An assessment is awaited over HTTP, where clients give up after minutes. */
const LONGEST_REST_MS = 500;

/** Makes background work on many wallets leave most of the server to those who send meanwhile. Without them it does not wait. */
export class GiveWay {
  constructor(private readonly producer: Pick<ProduceBlocks, 'requested'>) {}

  /** For one task, which rests after each portion of its work. */
  pace(): Pace {
    return new Pace(() => this.producer.requested);
  }
}

export class Pace {
  private startedAt = performance.now();
  private requestedBefore: number;
  /** Whether callers sent during the last portion; until the first one is over, they might. */
  isBusy = true;

  constructor(private readonly requested: () => number) {
    this.requestedBefore = requested();
  }

  /** Ends a portion of work, and begins the next one when it resolves. */
  async rest(): Promise<void> {
    const workedMs = performance.now() - this.startedAt;
    const perSecond = ((this.requested() - this.requestedBefore) * 1000) / workedMs;
    this.isBusy = perSecond >= BUSY_PER_SECOND;
    if (this.isBusy) await sleep(Math.min(workedMs * REST, LONGEST_REST_MS));
    this.startedAt = performance.now();
    this.requestedBefore = this.requested();
  }
}
