/** Where a receipt stands: in the series of a period, from 1 without gaps. */
export interface ReceiptPlace {
  /** The period. A deduction without one is in the series of the year in which its run began, such as `_2026`: no period begins so. */
  readonly series: string;
  readonly serial: number;
}

const FORM = /^MZ-([A-Za-z0-9_][A-Za-z0-9._-]{0,31})-(\d{6,10})-\d$/;
const LAST_SERIAL = 2 ** 31 - 1;

/** `MZ-<period>-<serial>-<check digit>`, such as `MZ-1448-000017-2`. */
export function printReceiptNumber({ series, serial }: ReceiptPlace): string {
  const stem = `${series}-${String(serial).padStart(6, '0')}`;
  return `MZ-${stem}-${checkDigit(stem)}`;
}

/** Where the receipt with this number stands; undefined when no receipt can have it. A receipt has one spelling. */
export function parseReceiptNumber(text: string): ReceiptPlace | undefined {
  const [, series, digits] = FORM.exec(text) ?? [];
  const place = { series: series ?? '', serial: Number(digits) };
  const isPossible = place.serial >= 1 && place.serial <= LAST_SERIAL;
  return isPossible && printReceiptNumber(place) === text ? place : undefined;
}

/**
 * The quasigroup of order 10 of H. Michael Damm, "Total anti-symmetrische Quasigruppen", Marburg 2004: no row or column has
 * a digit twice, so it finds each single changed digit, and it is totally anti-symmetric, so it finds each transposition of
 * neighbours, the check digit included. ISO 7064 needs a letter or two digits for the same.
 */
const QUASIGROUP = [
  '0317598642',
  '7092154863',
  '4206871359',
  '1750983426',
  '6123045978',
  '3674209581',
  '5869720134',
  '8945362017',
  '9438617205',
  '2581436790',
];

/** Of the digits of `stem`; each other character counts as the digits of its code, which is what a period may have besides. */
function checkDigit(stem: string): number {
  const digits = [...stem].flatMap((character) =>
    /\d/.test(character) ? Number(character) : [...String(character.charCodeAt(0))].map(Number),
  );
  return digits.reduce((interim, digit) => Number(QUASIGROUP[interim]![digit]), 0);
}
