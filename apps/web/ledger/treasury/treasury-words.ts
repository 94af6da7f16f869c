import { DishonestServer, MizanError, OutcomeUnknown } from 'mizan-client';
import { wordsFor } from '../../components/problem.js';
import { en } from '../../messages/treasury.en.js';
import { ur } from '../../messages/treasury.ur.js';
import { translated } from '../../shell/language.js';
import { WrongToken } from './administrator.js';

const messages = translated(en, ur);

/** What went wrong with an administrator's act, in words, with what to do about it. */
export function wordsOfTreasury(error: unknown): string {
  const { problem } = messages();
  if (error instanceof WrongToken) return problem.wrongToken;
  if (error instanceof DishonestServer) return problem.prepared(`${error.code}: ${error.detail}`);
  if (error instanceof OutcomeUnknown) return problem.unclear;
  if (error instanceof MizanError) {
    const known = problem.codes[error.code as keyof typeof problem.codes];
    if (known) return known;
    if (error.status === 401 || error.status === 403) return problem.ended;
  }
  return wordsFor(error);
}
