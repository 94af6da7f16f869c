import { createInterface } from 'node:readline';
import { isatty } from 'node:tty';
import { sayLastWords } from '@app/infrastructure/process/last-words.js';

/**
 * Asks the person at the terminal, beside what goes to standard output.
 *
 * @returns whether they said yes; `undefined` when no one can be asked
 */
export async function confirm(question: string, cancel: AbortSignal): Promise<boolean | undefined> {
  if (!isatty(0) || !isatty(2)) return undefined;
  sayLastWords(`${question} [y/N] `);
  const lines = createInterface({ input: process.stdin, terminal: false, signal: cancel });
  try {
    for await (const line of lines) return /^y(?:es)?$/i.test(line.trim());
    return false;
  } finally {
    lines.close();
  }
}
