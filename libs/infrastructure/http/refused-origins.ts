import type { Logger } from 'pino';

const WINDOW_MS = 60_000;
/** Lines in a window: a client that invents origins must not fill the log. */
const MOST_LINES = 20;
const LONGEST_ORIGIN = 200;

/**
 * Logs an origin that CORS refuses once a minute: a browser tells the page nothing, so the operator finds the reason here and nowhere
 * else.
 */
export function logRefusedOrigins(log: Logger): (origin: string) => void {
  const logged = new Set<string>();
  let windowEndsAtMs = 0;
  return (origin) => {
    const nowMs = Date.now();
    if (nowMs >= windowEndsAtMs) {
      logged.clear();
      windowEndsAtMs = nowMs + WINDOW_MS;
    }
    const named = origin.slice(0, LONGEST_ORIGIN);
    if (logged.size >= MOST_LINES || logged.has(named)) return;
    logged.add(named);
    log.warn({ origin: named }, 'CORS refused an origin; pages that may use this API are named in CORS_ORIGINS');
  };
}
