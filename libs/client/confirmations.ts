import { sleep } from './calls/sleep.js';
import { Unavailable } from './errors/mizan-error.js';

/** How long to wait for a confirmation. */
export interface WaitOptions {
  readonly signal?: AbortSignal | undefined;
  /** 10 minutes unless given. */
  readonly timeoutMs?: number | undefined;
}

const FIRST_DELAY_MS = 200;
const MAX_DELAY_MS = 5_000;

/**
 * Looks again and again, less and less often, until there is something to see.
 *
 * @param look undefined while there is nothing yet
 * @throws Unavailable (`timeout`), what `look` throws, the reason of the signal
 */
export async function waitFor<Seen>(
  look: (signal: AbortSignal | undefined) => Promise<Seen | undefined>,
  { signal, timeoutMs = 600_000 }: WaitOptions,
): Promise<Seen> {
  const endsAt = performance.now() + timeoutMs;
  for (let delayMs = FIRST_DELAY_MS; ; delayMs = Math.min(MAX_DELAY_MS, delayMs * 1.5)) {
    const seen = await look(signal);
    if (seen !== undefined) return seen;
    if (performance.now() + delayMs >= endsAt) {
      throw new Unavailable({ status: 0, code: 'timeout', detail: 'not confirmed in time; it may be later' });
    }
    await sleep(delayMs, signal);
  }
}
