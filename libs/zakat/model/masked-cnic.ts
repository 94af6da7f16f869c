/**
 * `#####-*******-#`: of a CNIC's 13 digits the first five, which say where it was issued, and the last. Of what a demo took
 * for a CNIC and is none, nothing is shown but its dashes and blanks.
 */
export function maskCnic(cnic: string): string {
  const [, place, last] = /^(\d{5})-?\d{7}-?(\d)$/.exec(cnic) ?? [];
  return place === undefined ? cnic.replace(/[^\s\p{Pd}]/gu, '*') : `${place}-*******-${last}`;
}
