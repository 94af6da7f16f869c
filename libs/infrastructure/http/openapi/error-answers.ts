import type { ErrorForm } from '../error-forms.js';
import type { Operation } from './operations.js';

/** Anything that a route does not list comes in the common shape. */
export function describeErrors(operation: Operation, errors: ErrorForm): void {
  const { responses } = operation;
  responses['429'] ??= {
    description: 'Too many requests from this address; `RateLimit` says what is left, where limits are on',
    headers: { 'Retry-After': { description: 'Seconds', schema: { type: 'integer' } } },
    content: errorContent(errors, ['too many requests'], 429),
  };
  responses['503'] ??= {
    description:
      'What this needs does not answer, or the server is stopping; nothing was done unless the text says otherwise',
    headers: { 'Retry-After': { description: 'Seconds', schema: { type: 'integer' } } },
    content: errorContent(errors, []),
  };
  responses.default ??= { description: 'Any other error', content: errorContent(errors, []) };
}

/** The media types of an error and its examples, by form. */
export function errorContent(errors: ErrorForm, texts: readonly string[], status?: number) {
  if (errors === 'detail') {
    return {
      'application/json': {
        schema: {
          type: 'object',
          required: ['detail'],
          properties: { detail: status === 422 && texts.length === 0 ? ISSUE_LIST : DETAIL },
        },
        ...examples(texts, (text) => ({ detail: text })),
      },
      'application/problem+json': { schema: PROBLEM },
    };
  }
  return {
    'text/plain': { schema: { type: 'string' }, ...examples(texts, (text) => `${text}\n`) },
    'application/problem+json': { schema: PROBLEM },
  };
}

function examples(texts: readonly string[], shape: (text: string) => unknown) {
  if (texts.length === 0) return {};
  return { examples: Object.fromEntries(texts.map((text) => [text, { value: shape(text) }])) };
}

const ISSUE_LIST = {
  type: 'array',
  items: {
    type: 'object',
    required: ['loc', 'msg', 'type'],
    properties: {
      loc: { type: 'array', items: { oneOf: [{ type: 'string' }, { type: 'integer' }] } },
      msg: { type: 'string' },
      type: { type: 'string' },
    },
  },
};
const DETAIL = { oneOf: [{ type: 'string' }, ISSUE_LIST] };
/** RFC 9457 with our `code` and `errors`. */
export const PROBLEM = {
  type: 'object',
  description: 'RFC 9457, for callers whose Accept prefers JSON of any kind to plain text, or names it alone',
  required: ['type', 'title', 'status', 'detail', 'code'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    code: { type: 'string', description: 'Stable, for programs' },
    errors: {
      type: 'array',
      description: 'The fields that are wrong, where a field is',
      items: {
        type: 'object',
        required: ['in', 'field', 'detail', 'code'],
        properties: {
          in: { type: 'string', enum: ['body', 'header', 'path', 'query'] },
          field: { type: 'string', description: 'Its name; members of members are joined by dots' },
          pointer: { type: 'string', description: 'JSON Pointer into the body, as a fragment: `#/amount`' },
          detail: { type: 'string' },
          code: { type: 'string' },
        },
      },
    },
  },
};
