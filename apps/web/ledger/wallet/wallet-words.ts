import { MizanError, OutcomeUnknown } from 'mizan-client';
import { wordsFor } from '../../components/problem.js';
import { en as accountEn } from '../../messages/account.en.js';
import { ur as accountUr } from '../../messages/account.ur.js';
import { en } from '../../messages/wallet.en.js';
import { ur } from '../../messages/wallet.ur.js';
import { translated } from '../../shell/language.js';
import { WrongCode } from './account.js';
import { KeyExists } from './key-store.js';
import { NoKey, NothingSigned } from './own-key.js';
import { WrongPassphrase } from './sealed-key.js';

const messages = translated(en, ur);
const accountMessages = translated(accountEn, accountUr);

/** What went wrong with a wallet, in words, with what to do about it. */
export function wordsOfWallet(error: unknown): string {
  const { problem } = messages();
  if (error instanceof WrongPassphrase) return problem.passphrase;
  if (error instanceof WrongCode) return accountMessages().wrongCode;
  if (error instanceof NoKey) return problem.noKey;
  if (error instanceof KeyExists) return problem.exists;
  if (error instanceof NothingSigned) return problem.nothingSigned(`${error.cause.code}: ${error.cause.detail}`);
  if (error instanceof OutcomeUnknown) return problem.unclear;
  if (error instanceof MizanError) {
    const known = problem.codes[error.code as keyof typeof problem.codes];
    if (known) return known;
  }
  return wordsFor(error);
}
