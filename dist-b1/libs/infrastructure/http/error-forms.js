import { STATUS_CODES } from 'node:http';
import { prefersProblemJson } from './accept-header.js';
import { toJson } from './json-writer.js';
const JSON_TYPE = 'application/json; charset=utf-8';
/** @param accept the request's `Accept` header */
export function renderError(form, answer, accept) {
    if (answer.body !== undefined)
        return { contentType: JSON_TYPE, payload: toJson(answer.body) };
    return form === 'detail' ? renderDetail(answer) : renderPlain(answer, accept);
}
function renderDetail(answer) {
    const detail = answer.issues ?? DETAIL_WORDS[answer.code] ?? answer.text;
    return { contentType: JSON_TYPE, payload: toJson({ detail }) };
}
/** FastAPI's words, which clients of the registry know. */
const DETAIL_WORDS = { page_not_found: 'Not Found', method_not_allowed: 'Method Not Allowed' };
function renderPlain(answer, accept) {
    if (prefersProblemJson(accept))
        return { contentType: 'application/problem+json; charset=utf-8', payload: toJson(problem(answer)) };
    if (answer.status === 405)
        return { contentType: undefined, payload: '' };
    return { contentType: 'text/plain; charset=utf-8', payload: `${answer.text}\n` };
}
/** RFC 9457. `about:blank` because no page describes the type further: `code` is what programs compare. */
function problem({ status, text, code }) {
    return { type: 'about:blank', title: STATUS_CODES[status] ?? 'Error', status, detail: text, code };
}
//# sourceMappingURL=error-forms.js.map