import { sleep } from './calls/sleep.js';
import { within } from './calls/within.js';
import { Throttled, Unavailable } from './errors/mizan-error.js';

/** How long to wait for a confirmation. */
export interface WaitOptions {
  readonly signal?: AbortSignal | undefined;
  /** 10 minutes unless given. */
  readonly timeoutMs?: number | undefined;
}

const FIRST_DELAY_MS = 200;
const MAX_DELAY_MS = 5_000;

/**
 * Looks again and again, less and less often, until there is something to see. A server that is away or busy meanwhile is
 * waited for as well.
 *
 * @param look undefined while there is nothing yet
 * @throws Unavailable (`timeout`), what `look` throws, the reason of the signal
 */
export function waitFor<Seen>(
  look: (signal: AbortSignal) => Promise<Seen | undefined>,
  { signal, timeoutMs = 600_000 }: WaitOptions,
): Promise<Seen> {
  return within({ signal, timeoutMs }, late, async (ending) => {
    for (let delayMs = FIRST_DELAY_MS; ; delayMs = Math.min(MAX_DELAY_MS, delayMs * 1.5)) {
      let pauseMs = delayMs;
      try {
        const seen = await look(ending);
        if (seen !== undefined) return seen;
      } catch (error) {
        if (!(error instanceof Unavailable || error instanceof Throttled)) throw error;
        pauseMs = Math.max(delayMs, 1000 * (error.retryAfter ?? 0));
      }
      await sleep(pauseMs, ending);
    }
  });
}

function late(): Unavailable {
  return new Unavailable({ status: 0, code: 'timeout', detail: 'not confirmed in time; it may be later' });
}
