import { DomainError } from "../../kernel/index.js";
import { HttpException } from '@nestjs/common';
import { ValidationFailed } from './field-issue.js';
const STATUS_OF_KIND = {
    invalid: 400,
    denied: 403,
    missing: 404,
    conflict: 409,
    throttled: 429,
    unavailable: 503,
};
const WORDS_OF_STATUS = {
    400: ['malformed_request', 'malformed request'],
    404: ['page_not_found', '404 page not found'],
    405: ['method_not_allowed', 'method not allowed'],
    408: ['request_timeout', 'request timeout'],
    413: ['body_too_large', 'request body too large'],
    414: ['uri_too_long', 'request target too long'],
    415: ['unsupported_media_type', 'unsupported media type'],
    417: ['expectation_failed', 'expectation failed'],
    431: ['headers_too_large', 'request header fields too large'],
    503: ['unavailable', 'service unavailable'],
};
/** The answer that a bare status gets: from the framework, or from Node's HTTP parser. */
export function answerForStatus(status, headers = {}) {
    const [code, text] = WORDS_OF_STATUS[status] ?? (status < 500 ? ['refused', 'request refused'] : internal);
    return { status, code, text, headers, isFault: false };
}
const internal = ['internal_error', 'internal error'];
/** Turns whatever was thrown into an answer. Only a `DomainError` speaks for itself; of anything else nothing gets out. */
export function answerFor(error, table = {}) {
    if (error instanceof DomainError)
        return answerForRefusal(error, table[error.code]);
    const status = frameworkStatus(error);
    if (status !== undefined && status < 500)
        return answerForStatus(status);
    return { ...answerForStatus(500), isFault: true };
}
function answerForRefusal(error, entry) {
    const own = error;
    const status = entry?.status ?? (typeof own.status === 'number' ? own.status : STATUS_OF_KIND[error.kind]);
    const headers = { ...own.headers };
    if (error.retryAfterSeconds !== undefined)
        headers['Retry-After'] = String(Math.max(1, error.retryAfterSeconds));
    else if (status === 503)
        headers['Retry-After'] = '5';
    return {
        status,
        code: error.code,
        text: error.message,
        headers,
        body: entry?.body ?? own.body,
        issues: error instanceof ValidationFailed ? error.issues : undefined,
        isFault: status >= 500 && error.cause !== undefined,
    };
}
/** The status of an error that Fastify, Nest or a dropped connection raised, else `undefined`. */
function frameworkStatus(error) {
    if (error instanceof HttpException)
        return error.getStatus();
    if (typeof error !== 'object' || error === null)
        return undefined;
    const { code, statusCode } = error;
    const fromFramework = typeof code === 'string' && (code.startsWith('FST_ERR_') || code === 'ECONNRESET');
    return fromFramework && typeof statusCode === 'number' ? statusCode : undefined;
}
//# sourceMappingURL=error-answer.js.map