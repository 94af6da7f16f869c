import { types } from 'node:util';
import { type DestinationStream, type Logger, pino } from 'pino';
import pretty from 'pino-pretty';
import { LineBatch } from './line-batch.js';

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

const WRITE_CHARACTERS = 64 * 1024;
const WRITE_AFTER_MS = 50;

/** Fields that are cut out wherever they stand, should anybody ever log an object that has one. */
const SECRET_FIELDS = ['private_key', 'privKey', 'privateKey', 'otp', 'cnic', 'password', 'authorization', 'signature'];

/**
 * The log of the process: one JSON object per line on stdout, readable lines on a terminal. JSON escapes line breaks, so
 * no value can forge a line.
 */
export function createProcessLog(level: LogLevel, destination: DestinationStream = standardOutput()): Logger {
  return pino(
    {
      level,
      base: undefined,
      timestamp: isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: SECRET_FIELDS.flatMap((field) => [field, `*.${field}`]), censor: '[redacted]' },
      serializers: { err: describeError },
    },
    destination,
  );
}

let latest = { ms: Number.NaN, text: '' };

/** As pino's own isoTime, but a busy server writes several lines in a millisecond, and a time is spelled out once. */
function isoTime(): string {
  const ms = Date.now();
  if (ms !== latest.ms) latest = { ms, text: `,"time":"${new Date(ms).toISOString()}"` };
  return latest.text;
}

function standardOutput(): DestinationStream {
  if (process.stdout.isTTY) return pretty({ sync: true, translateTime: 'HH:MM:ss.l', ignore: 'pid,hostname' });
  const destination = pino.destination({ dest: 1, sync: false, contentMode: 'buffer' });
  // Told to expect buffers, it takes nothing else, which its types do not know.
  const write = (lines: Buffer) => destination.write(lines as unknown as string);
  const batch = new LineBatch({ write, flushSync: () => destination.flushSync() }, WRITE_CHARACTERS, WRITE_AFTER_MS);
  let isOpen = true;
  destination.once('close', () => {
    isOpen = false;
  });
  // pino closes its destination before an exit that nobody called for: what waits must be out by then.
  const letOut = () => {
    if (isOpen) batch.flushSync();
  };
  process.once('beforeExit', letOut).once('exit', letOut);
  return batch;
}

interface ErrorDescription {
  type: string;
  message: string;
  code?: string;
  stack?: string;
  cause?: ErrorDescription;
}

const MAX_CAUSES = 4;

function isError(error: unknown): error is Error {
  return error instanceof Error || types.isNativeError(error);
}

/**
 * Type, message, code, stack and causes of an error, and none of its other properties: drivers hang the query's
 * parameters there, which are the caller's data.
 */
export function describeError(error: unknown, depth = 0): ErrorDescription {
  if (!isError(error)) return { type: typeof error, message: 'a thrown value that is no error' };
  const { code } = error as { code?: unknown };
  return {
    type: error.name,
    message: error.message,
    ...(typeof code === 'string' && { code }),
    stack: error.stack,
    ...(error.cause !== undefined && depth < MAX_CAUSES && { cause: describeError(error.cause, depth + 1) }),
  };
}
