/**
 * The civil calendar of Saudi Arabia, as `Intl` computes it: the tables that R.H. van Gent published of Umm al-Qura
 * (webspace.science.uu.nl/~gent0113/islam/ummalqura.htm), which ICU has for 1300 to 1600 AH. Outside them ICU goes on with
 * an arithmetical calendar, which is not this one.
 */
export const FIRST_YEAR = 1300;
export const LAST_YEAR = 1600;

/** 12 November 1882 is 1 Muharram 1300. */
const FIRST_DAY = Date.UTC(1882, 10, 12) / 86_400_000;

let months: Int32Array | undefined;

/** The days since 1970-01-01 on which the months of the table begin, and the one after the last. Computed once, in a few milliseconds. */
export function ummAlQuraMonths(): Int32Array {
  months ??= computeMonths();
  return months;
}

function computeMonths(): Int32Array {
  const dayOfMonth = new Intl.DateTimeFormat('en-u-ca-islamic-umalqura-nu-latn', { day: 'numeric', timeZone: 'UTC' });
  const starts = new Int32Array((LAST_YEAR - FIRST_YEAR + 1) * 12 + 1);
  starts[0] = FIRST_DAY;
  for (let place = 1; place < starts.length; place++) {
    const thirtieth = starts[place - 1]! + 29;
    starts[place] = dayOfMonth.format(thirtieth * 86_400_000) === '1' ? thirtieth : thirtieth + 1;
  }
  return starts;
}
