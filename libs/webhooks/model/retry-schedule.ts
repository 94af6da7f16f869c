const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** How long after each failed attempt the next one is made: about three days and a half in all. */
export const RETRY_DELAYS_MS: readonly number[] = [
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
];

/** The part of a delay by which it is made longer or shorter, so that many do not come at once to a receiver that was down. */
const JITTER = 0.1;

/**
 * @param failures attempts that failed, 1 or more
 * @param random from 0 to 1
 * @returns undefined when there is no further attempt
 */
export function retryDelayMs(failures: number, random = Math.random()): number | undefined {
  const delayMs = RETRY_DELAYS_MS[failures - 1];
  return delayMs === undefined ? undefined : Math.round(delayMs * (1 + JITTER * (2 * random - 1)));
}
