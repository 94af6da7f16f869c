/** Stands for the end of a time without one. */
const UNBOUNDED = '–';
/** Of an address or an ID in a line: the rest is in the other formats. */
const SHOWN_CHARACTERS = 10;

/** `2026-11-27 08:15:00` */
export function moment(iso: string | undefined): string {
  return iso ? iso.slice(0, 19).replace('T', ' ') : UNBOUNDED;
}

export function short(hex: string | undefined): string {
  return hex ? `${hex.slice(0, SHOWN_CHARACTERS)}…` : '';
}
