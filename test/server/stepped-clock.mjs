import { readFileSync } from 'node:fs';

/*
 * Loaded into a server before it: its wall clock is ahead by as many milliseconds as the file STEPPED_CLOCK_FILE says, in each of its
 * threads. The monotonic clock is left alone, as by the operator who sets the time.
 */
const SystemDate = Date;
const file = process.env.STEPPED_CLOCK_FILE;

function aheadMs() {
  try {
    return Number(readFileSync(file, 'utf8'));
  } catch {
    return 0;
  }
}

class SetDate extends SystemDate {
  constructor(...given) {
    super(...(given.length === 0 ? [SetDate.now()] : given));
  }

  static now() {
    return SystemDate.now() + aheadMs();
  }

  /** Dates that the runtime makes are of its own class. */
  static [Symbol.hasInstance](value) {
    return SystemDate[Symbol.hasInstance](value);
  }
}

globalThis.Date = SetDate;
