import { STATUS_CODES } from 'node:http';
import { prefersProblemJson } from './accept-header.js';
import type { ErrorAnswer } from './error-answer.js';
import { JSON_TYPE, toJson } from './json-writer.js';

/** How an app words its errors: the ledger in plain text or RFC 9457, the registry as `{"detail": …}`. */
export type ErrorForm = 'plain-text' | 'detail';

export interface RenderedError {
  contentType: string | undefined;
  payload: string;
}

/** @param accept the request's `Accept` header */
export function renderError(form: ErrorForm, answer: ErrorAnswer, accept: string | undefined): RenderedError {
  if (answer.body !== undefined) return { contentType: JSON_TYPE, payload: toJson(answer.body) };
  return form === 'detail' ? renderDetail(answer) : renderPlain(answer, accept);
}

function renderDetail(answer: ErrorAnswer): RenderedError {
  const detail = answer.issues ?? DETAIL_WORDS[answer.code] ?? answer.text;
  return { contentType: JSON_TYPE, payload: toJson({ detail }) };
}

/** FastAPI's words, which clients of the registry know. */
const DETAIL_WORDS: Record<string, string> = { page_not_found: 'Not Found', method_not_allowed: 'Method Not Allowed' };

function renderPlain(answer: ErrorAnswer, accept: string | undefined): RenderedError {
  if (prefersProblemJson(accept))
    return { contentType: 'application/problem+json; charset=utf-8', payload: toJson(problem(answer)) };
  if (answer.status === 405) return { contentType: undefined, payload: '' };
  return { contentType: 'text/plain; charset=utf-8', payload: `${answer.text}\n` };
}

/** RFC 9457. `about:blank` because no page describes the type further: `code` is what programs compare. */
function problem({ status, text, code }: ErrorAnswer) {
  return { type: 'about:blank', title: STATUS_CODES[status] ?? 'Error', status, detail: text, code };
}
