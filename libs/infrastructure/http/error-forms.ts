import { prefersProblemJson } from './accept-header.js';
import type { ErrorAnswer } from './error-answer.js';
import { JSON_TYPE, toJson } from './json-writer.js';
import { problemOf } from './problem.js';

/** How an app words its errors, where the caller does not prefer RFC 9457: the ledger in plain text, the registry as `{"detail": …}`. */
export type ErrorForm = 'plain-text' | 'detail';

export interface RenderedError {
  contentType: string | undefined;
  payload: string;
}

/** @param accept the request's `Accept` header */
export function renderError(form: ErrorForm, answer: ErrorAnswer, accept: string | undefined): RenderedError {
  if (prefersProblemJson(accept)) {
    return { contentType: 'application/problem+json; charset=utf-8', payload: toJson(problemOf(answer)) };
  }
  if (answer.body !== undefined) return { contentType: JSON_TYPE, payload: toJson(answer.body) };
  return form === 'detail' ? renderDetail(answer) : renderPlain(answer);
}

function renderDetail(answer: ErrorAnswer): RenderedError {
  // A refusal of one field keeps its own text here: its issue was derived from it, for problem+json.
  const listed = answer.status === 422 && answer.field === undefined ? answer.issues : undefined;
  const detail = listed ?? DETAIL_WORDS[answer.code] ?? answer.text;
  return { contentType: JSON_TYPE, payload: toJson({ detail }) };
}

/** FastAPI's words, which clients of the registry know. */
const DETAIL_WORDS: Record<string, string> = { page_not_found: 'Not Found', method_not_allowed: 'Method Not Allowed' };

function renderPlain(answer: ErrorAnswer): RenderedError {
  if (answer.status === 405) return { contentType: undefined, payload: '' };
  return { contentType: 'text/plain; charset=utf-8', payload: `${answer.text}\n` };
}
