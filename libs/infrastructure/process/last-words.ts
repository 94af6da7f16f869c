import { openOutput, writeUntil } from './output-descriptor.js';

const PATIENCE_MS = 500;

/** Writes `text` to standard error, or to standard output when that cannot take it. Never throws, and never waits long. */
export function sayLastWords(text: string): void {
  for (const fd of [2, 1] as const) {
    try {
      writeUntil(openOutput(fd), Buffer.from(text), performance.now() + PATIENCE_MS);
      return;
    } catch {} // on the other one, then
  }
}
