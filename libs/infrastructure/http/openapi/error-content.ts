import type { ErrorAnswer } from '../error-answer.js';
import { type ErrorForm, renderError } from '../error-forms.js';
import { ValidationFailed } from '../field-issue.js';
import { problemOf } from '../problem.js';
import type { Content } from './operations.js';

/** What is said with a status, by the codes of the refusals and in the order in which they are checked. */
export type RefusalTexts = Readonly<Record<string, string | readonly string[]>>;
/** By the name of the example: the code, with a number where it has several texts. */
type Answers = Readonly<Record<string, ErrorAnswer>>;

export const PROBLEM = { $ref: '#/components/schemas/Problem' };
const DETAIL = { $ref: '#/components/schemas/Detail' };
const FIELD_ERRORS = { $ref: '#/components/schemas/FieldErrors' };
const EITHER = { anyOf: [DETAIL, FIELD_ERRORS] };

/** The answer to a registration that leaves the node's name out. */
const UNREAD = new ValidationFailed([{ loc: ['body', 'node_id'], msg: 'Field required', type: 'missing' }]);

/** The media types of an error, and an example of each refusal as it is answered. The registry lists with 422 what it cannot read. */
export function errorContent(form: ErrorForm, status: number, refusals: RefusalTexts): Content {
  const answers = answersOf(status, refusals);
  if (form === 'plain-text' || status !== 422) return contentOf(form, DETAIL, answers);
  const unread = { ...answerOf(422, UNREAD.code, UNREAD.message), issues: UNREAD.issues };
  const schema = Object.keys(answers).length === 0 ? FIELD_ERRORS : EITHER;
  return contentOf(form, schema, { ...answers, [UNREAD.code]: unread });
}

/** The media types of an error of which nothing more is known. */
export function anyErrorContent(form: ErrorForm): Content {
  return contentOf(form, EITHER, {});
}

function contentOf(form: ErrorForm, detailSchema: object, answers: Answers): Content {
  const render = (answer: ErrorAnswer) => renderError(form, answer, undefined).payload;
  const inForm: Content =
    form === 'plain-text'
      ? { 'text/plain': { schema: { type: 'string' }, ...examples(answers, render) } }
      : { 'application/json': { schema: detailSchema, ...examples(answers, (answer) => JSON.parse(render(answer))) } };
  return { ...inForm, 'application/problem+json': { schema: PROBLEM, ...examples(answers, problemOf) } };
}

function answersOf(status: number, refusals: RefusalTexts): Answers {
  const named = Object.entries(refusals).flatMap(([code, texts]) =>
    [texts].flat().map((text, at) => [at === 0 ? code : `${code}_${at + 1}`, answerOf(status, code, text)] as const),
  );
  return Object.fromEntries(named);
}

function answerOf(status: number, code: string, text: string): ErrorAnswer {
  return { status, code, text, headers: {}, isFault: false };
}

function examples(answers: Answers, shape: (answer: ErrorAnswer) => unknown) {
  const entries = Object.entries(answers).map(([name, answer]) => [name, { value: shape(answer) }] as const);
  return entries.length > 0 ? { examples: Object.fromEntries(entries) } : {};
}
