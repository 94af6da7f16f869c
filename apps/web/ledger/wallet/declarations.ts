import { MizanError, OutcomeUnknown } from 'mizan-client';
import { en } from '../../messages/my-declarations.en.js';
import { ur } from '../../messages/my-declarations.ur.js';
import { translated } from '../../shell/language.js';
import { wordsOfWallet } from './wallet-words.js';

export const declarationMessages = translated(en, ur);

/** Characters that a note and the name of a school may have at most; more the ledger refuses. */
export const LONGEST_NOTE = 500;
export const LONGEST_FIQH = 100;

/** What went wrong with a declaration, where it has other words than the rest of the wallet. */
export function wordsOfDeclaration(error: unknown): string {
  const { unclear, codes } = declarationMessages().problem;
  if (error instanceof OutcomeUnknown) return unclear;
  const known = error instanceof MizanError ? codes[error.code as keyof typeof codes] : undefined;
  return known ?? wordsOfWallet(error);
}
