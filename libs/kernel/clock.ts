/** The time of day, as a port so that tests can move it. */
export abstract class Clock {
  /** Milliseconds since 1970-01-01 UTC. */
  abstract nowMs(): number;
}

export class SystemClock extends Clock {
  override nowMs(): number {
    return Date.now();
  }
}

/** Whole Unix seconds, the unit of every timestamp on the chain. */
export function unixSeconds(clock: Clock): number {
  return Math.floor(clock.nowMs() / 1000);
}
