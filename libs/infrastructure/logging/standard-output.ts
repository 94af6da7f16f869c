import { isatty } from 'node:tty';
import { openOutput } from '@app/infrastructure/process/output-descriptor.js';
import type { DestinationStream } from 'pino';
import { LineBatch } from './line-batch.js';
import { LineOutput } from './line-output.js';

const WRITE_CHARACTERS = 64 * 1024;
const WRITE_AFTER_MS = 50;

/** Where the server's lines go. */
export interface StandardOutput extends DestinationStream {
  /** Lines that could not be written since the start. */
  droppedLines(): number;
  flushSync(): void;
}

/** Standard output: lines as they are, or readable ones on a terminal. What waits is written before the process ends. */
export async function standardOutput(): Promise<StandardOutput> {
  const readable = isatty(1) ? await makeReadable() : undefined;
  const report = readable ? (...lost: [number, string]) => readable(reportLine(...lost)) : reportLine;
  const output = new LineOutput(openOutput(1), { report });
  const batch = new LineBatch(output, WRITE_CHARACTERS, WRITE_AFTER_MS);
  const flushSync = () => batch.flushSync();
  process.once('beforeExit', flushSync).once('exit', flushSync);
  return {
    write: (line) => batch.write(readable?.(line) ?? line),
    flushSync,
    droppedLines: () => output.dropped,
  };
}

/** Most servers have no terminal, and the library takes 50 ms and 9 MB to load. */
async function makeReadable() {
  const { prettyFactory } = await import('pino-pretty');
  return prettyFactory({ translateTime: 'HH:MM:ss.l', ignore: 'pid,hostname' });
}

function reportLine(dropped: number, code: string): string {
  const reason = code === 'EAGAIN' ? 'not read' : code;
  const msg = 'the output could not be written for a while, and lines were dropped';
  return `${JSON.stringify({ level: 'warn', time: new Date().toISOString(), dropped, reason, msg })}\n`;
}
