import { types } from 'node:util';
import { sourceStack } from '@app/infrastructure/process/source-stack.js';
import { type DestinationStream, type Logger, pino } from 'pino';

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Fields that are cut out wherever they stand, should anybody ever log an object that has one. */
const SECRET_FIELDS = ['private_key', 'privKey', 'privateKey', 'otp', 'cnic', 'password', 'authorization', 'signature'];

/** The log of the process: one JSON object per line. JSON escapes line breaks, so no value can forge a line. */
export function createProcessLog(level: LogLevel, destination: DestinationStream): Logger {
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
    stack: sourceStack(error),
    ...(error.cause !== undefined && depth < MAX_CAUSES && { cause: describeError(error.cause, depth + 1) }),
  };
}
