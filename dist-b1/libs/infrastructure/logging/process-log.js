import { types } from 'node:util';
import { pino } from 'pino';
import pretty from 'pino-pretty';
export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];
/** Fields that are cut out wherever they stand, should anybody ever log an object that has one. */
const SECRET_FIELDS = ['private_key', 'privKey', 'privateKey', 'otp', 'cnic', 'password', 'authorization', 'signature'];
/**
 * The log of the process: one JSON object per line on stdout, readable lines on a terminal. JSON escapes line breaks, so
 * no value can forge a line.
 */
export function createProcessLog(level, destination = standardOutput()) {
    return pino({
        level,
        base: undefined,
        timestamp: pino.stdTimeFunctions.isoTime,
        formatters: { level: (label) => ({ level: label }) },
        redact: { paths: SECRET_FIELDS.flatMap((field) => [field, `*.${field}`]), censor: '[redacted]' },
        serializers: { err: describeError },
    }, destination);
}
function standardOutput() {
    if (process.stdout.isTTY)
        return pretty({ sync: true, translateTime: 'HH:MM:ss.l', ignore: 'pid,hostname' });
    return pino.destination({ dest: 1, sync: false });
}
const MAX_CAUSES = 4;
function isError(error) {
    return error instanceof Error || types.isNativeError(error);
}
/**
 * Type, message, code, stack and causes of an error, and none of its other properties: drivers hang the query's
 * parameters there, which are the caller's data.
 */
export function describeError(error, depth = 0) {
    if (!isError(error))
        return { type: typeof error, message: 'a thrown value that is no error' };
    const { code } = error;
    return {
        type: error.name,
        message: error.message,
        ...(typeof code === 'string' && { code }),
        stack: error.stack,
        ...(error.cause !== undefined && depth < MAX_CAUSES && { cause: describeError(error.cause, depth + 1) }),
    };
}
//# sourceMappingURL=process-log.js.map