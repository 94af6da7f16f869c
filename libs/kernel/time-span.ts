import { DomainError } from './domain-error.js';

/** From `fromMs` up to, but not, `toMs`, in Unix time; without a bound where one is undefined. */
export interface TimeSpan {
  readonly fromMs: number | undefined;
  readonly toMs: number | undefined;
}

const endText = (field: 'from' | 'to') =>
  `${field} must be a day such as 2026-11-27, or a moment such as 2026-11-27T08:00:00Z`;
const DISORDER = 'from must be before to';

/** All that a time is refused with. */
export const TIME_REFUSALS = [endText('from'), endText('to'), DISORDER];

/** One end of a time is no time, or they are in the wrong order. */
export class InvalidTime extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'invalid_time';

  constructor(
    message: string,
    override readonly field: 'from' | 'to',
  ) {
    super(message);
  }

  /** An end that is neither a day nor a moment. */
  static at(field: 'from' | 'to'): InvalidTime {
    return new InvalidTime(endText(field), field);
  }
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const MOMENT = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}:\d{2}(?:\.\d{1,3})?(?:Z|[+-]\d{2}:\d{2})$/;
const MS_PER_DAY = 86_400_000;
/** What is later would not be a time to the database. */
const LATEST_MS = Date.parse('9999-12-31T23:59:59.999Z');

/**
 * Reads the two ends of a time. A day is one of UTC, and is included as a whole at either end; a moment says its offset, and ends
 * what is before it.
 * @throws InvalidTime
 */
export function parseTimeSpan(from: string | undefined, to: string | undefined): TimeSpan {
  const fromMs = from === undefined ? undefined : msOf(from, 'from', 0);
  const toMs = to === undefined ? undefined : msOf(to, 'to', MS_PER_DAY);
  if (fromMs !== undefined && toMs !== undefined && fromMs >= toMs) {
    throw new InvalidTime(DISORDER, 'from');
  }
  return { fromMs, toMs };
}

/** `2026-11-27T08:00:00.000Z`; undefined without a bound. */
export function isoTimeOf(ms: number | undefined): string | undefined {
  return ms === undefined ? undefined : new Date(ms).toISOString();
}

/** @param wholeDay milliseconds that are added to the beginning of a day */
function msOf(text: string, field: 'from' | 'to', wholeDay: number): number {
  const ms = DAY.test(text) ? dayOf(text) + wholeDay : momentOf(text);
  if (!(ms >= 0 && ms <= LATEST_MS)) throw InvalidTime.at(field);
  return ms;
}

function dayOf(text: string): number {
  const ms = Date.parse(`${text}T00:00:00Z`);
  // Some engines take 30 February for 2 March.
  return Number.isNaN(ms) || !new Date(ms).toISOString().startsWith(text) ? Number.NaN : ms;
}

function momentOf(text: string): number {
  const [, day] = MOMENT.exec(text) ?? [];
  return day === undefined || Number.isNaN(dayOf(day)) ? Number.NaN : Date.parse(text);
}
