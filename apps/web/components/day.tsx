import { en } from '../messages/hijri.en.js';
import { ur } from '../messages/hijri.ur.js';
import { formatDay, formatNumber } from '../shell/formats.js';
import { translated } from '../shell/language.js';

const messages = translated(en, ur);
const ISO_DAY = /^\d{4}-\d{2}-\d{2}$/;

interface DayProps {
  /** ISO 8601. */
  readonly date: string;
  /** The same as the ledger reckons it, whose months may begin elsewhere than computed. */
  readonly hijri?: string;
  readonly testId?: string;
}

/** A day of the Gregorian calendar, and of the Hijri one where the ledger tells it. Other text is shown as it came. */
export function Day({ date, hijri, testId }: DayProps) {
  if (!ISO_DAY.test(date)) return <bdi>{date}</bdi>;
  return (
    <time dateTime={date} data-testid={testId}>
      {formatDay(noonOf(date))}
      {hijri !== undefined && ISO_DAY.test(hijri) && (
        <>
          {' '}
          <span class="hijri">{hijriWords(hijri)}</span>
        </>
      )}
    </time>
  );
}

/** The same day in every time zone. */
function noonOf(date: string): Date {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  return new Date(year, month - 1, day, 12);
}

function hijriWords(hijri: string): string {
  const { words, months } = messages();
  const [year = 0, month = 1, day = 1] = hijri.split('-').map(Number);
  const digits = [...String(year)].map((digit) => formatNumber(Number(digit))).join('');
  return words(formatNumber(day), months[month - 1] ?? '', digits);
}
