import { AnswerLost } from '@app/infrastructure/network/http-client.errors.js';
import { Refused } from './report-answer.js';
import { NoAnswer } from './send-once.js';
import { shellWord } from './shell-word.js';

/** Whether a change may have been carried out. A refusal is final; an error of the server, or of what stands between, is not. */
export function leavesDoubt(error: unknown): boolean {
  if (error instanceof NoAnswer) return error.cause instanceof AnswerLost;
  return error instanceof Refused && error.status >= 500;
}

/** The command line of this process, with the idempotency key that it used. */
export function commandWithKey(key: string): string {
  const words = process.argv.slice(2);
  const isGiven = words.some((word) => word.startsWith('--idempotency-key'));
  return ['mizan', ...words, ...(isGiven ? [] : ['--idempotency-key', key])].map(shellWord).join(' ');
}
