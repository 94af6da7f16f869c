import { exhaustionOf } from './exhaustion.js';
import { sayLastWords } from './last-words.js';
import { sourceStack } from './source-stack.js';

/** From sysexits.h. */
const UNAVAILABLE = 69;
const SOFTWARE = 70;

/** Ends a process that cannot go on: with what the machine lacks, where it is that, else with the stack of a bug. */
export function endWithReason(error: unknown): never {
  const exhaustion = exhaustionOf(error);
  const stack = error instanceof Error ? (sourceStack(error) ?? error.message) : String(error);
  sayLastWords(exhaustion ? `${exhaustion.advice}; the data are untouched\n` : `${stack}\n`);
  process.exit(exhaustion ? UNAVAILABLE : SOFTWARE);
}
