import type { SealContext } from '@app/kernel';
import { InvalidNote } from '../wallet.errors.js';

/** Unicode code points, as JSON Schema counts them. */
export const LONGEST_NOTE = 140;

/** The kind of the row that is stored with the transaction that a note is about. */
export const NOTE_COMPANION = 'transfer_note';

/** What a payer writes to the payee; undefined where they write nothing. @throws InvalidNote */
export function parseNote(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  if (!isLine(text, LONGEST_NOTE)) throw new InvalidNote();
  return text;
}

/** Not all blanks, without halves of a surrogate pair, and of `longest` code points at most. */
export function isLine(text: string, longest: number): boolean {
  return text.trim() !== '' && !/\p{Surrogate}/u.test(text) && [...text].length <= longest;
}

/** Where a note is sealed to: moved to another transfer, it does not open. */
export function noteSeal(id: string, payer: string, payee: string): SealContext {
  return { table: 'transfer_notes', column: 'sealed_note', row: `${id}|${payer}|${payee}` };
}
