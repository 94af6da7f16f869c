import { STATUS_CODES } from 'node:http';
import type { ErrorAnswer } from './error-answer.js';
import type { FieldIssue } from './field-issue.js';

/**
 * An error as RFC 9457. `about:blank` because no page describes the type further: `code` is what programs compare. Members
 * that an app documents for an answer, such as `success` of a refused code, stand behind as extensions.
 */
export function problemOf(answer: ErrorAnswer): object {
  const { status, text, code, body, issues } = answer;
  const errors = issues?.map(errorOf);
  return {
    type: 'about:blank',
    title: STATUS_CODES[status] ?? 'Error',
    status,
    detail: text,
    code,
    ...(errors?.length && { errors }),
    ...(typeof body === 'object' && body),
  };
}

/** `pointer` is a JSON Pointer (RFC 6901) into the body, as a fragment, for what stands in the body. */
function errorOf({ loc: [place, ...path], msg, type }: FieldIssue): object {
  const pointer = path.map(
    (step) => `/${encodeURIComponent(String(step).replaceAll('~', '~0').replaceAll('/', '~1'))}`,
  );
  return {
    in: place,
    field: path.join('.'),
    ...(place === 'body' && { pointer: `#${pointer.join('')}` }),
    detail: msg,
    code: type,
  };
}
