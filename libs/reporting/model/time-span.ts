import { InvalidTime } from '../reporting.errors.js';

/** Blocks of `fromSeconds` up to, but not of, `toSeconds`, in Unix time; without a bound where one is undefined. */
export interface TimeSpan {
  readonly fromSeconds: number | undefined;
  readonly toSeconds: number | undefined;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const MOMENT = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}:\d{2}(?:\.\d{1,3})?(?:Z|[+-]\d{2}:\d{2})$/;
const SECONDS_PER_DAY = 86_400;
/** The last day that is taken: what is later would not be a time to the database. */
const LATEST_SECONDS = Date.parse('9999-12-31T23:59:59Z') / 1000;

/**
 * Reads the two ends of a time. A day is one of UTC, and is included as a whole at either end; a moment says its offset, and ends
 * what is before it.
 * @throws InvalidTime
 */
export function parseTimeSpan(from: string | undefined, to: string | undefined): TimeSpan {
  const fromSeconds = from === undefined ? undefined : secondsOf(from, 'from', 0);
  const toSeconds = to === undefined ? undefined : secondsOf(to, 'to', SECONDS_PER_DAY);
  if (fromSeconds !== undefined && toSeconds !== undefined && fromSeconds >= toSeconds) {
    throw new InvalidTime('from must be before to', 'from');
  }
  return { fromSeconds, toSeconds };
}

/** @param wholeDay seconds that are added to the beginning of a day */
function secondsOf(text: string, field: 'from' | 'to', wholeDay: number): number {
  const seconds = DAY.test(text) ? dayOf(text) + wholeDay : momentOf(text);
  if (!(seconds >= 0 && seconds <= LATEST_SECONDS)) {
    throw new InvalidTime(`${field} must be a day such as 2026-11-27, or a moment such as 2026-11-27T08:00:00Z`, field);
  }
  return seconds;
}

function dayOf(text: string): number {
  const seconds = Date.parse(`${text}T00:00:00Z`) / 1000;
  // Some engines take 30 February for 2 March.
  return Number.isNaN(seconds) || !new Date(seconds * 1000).toISOString().startsWith(text) ? Number.NaN : seconds;
}

/** A block is of a whole second, so it is at or behind a part of one when it is of the next. */
function momentOf(text: string): number {
  const [, day] = MOMENT.exec(text) ?? [];
  if (day === undefined || Number.isNaN(dayOf(day))) return Number.NaN;
  return Math.ceil(Date.parse(text) / 1000);
}
