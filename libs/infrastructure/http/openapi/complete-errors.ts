import type { OpenAPIObject } from '@nestjs/swagger';
import type { ErrorForm } from '../error-forms.js';
import { anyErrorContent, errorContent, PROBLEM } from './error-content.js';
import { type Content, type Operation, operationsOf } from './operations.js';
import { inPascalCase } from './pascal-case.js';

/** What any request may be answered, whatever it asks for: by HTTP, by the gate before all routes, by the database. */
const COMMON_CODES = [
  'body_too_large',
  'cross_site_request',
  'database_full',
  'database_unavailable',
  'expectation_failed',
  'headers_too_large',
  'internal_error',
  'malformed_request',
  'method_not_allowed',
  'misdirected_request',
  'page_not_found',
  'refused',
  'request_timeout',
  'stopping',
  'tls_required',
  'too_many_requests',
  'transaction_conflicted',
  'unavailable',
  'unsupported_media_type',
  'uri_too_long',
];
/** An object for each response: those that are alike are replaced in place, in one document after the other. */
const retryAfter = () => ({ 'Retry-After': { description: 'Seconds', schema: { type: 'integer', minimum: 1 } } });

/**
 * Adds to each operation the errors that it does not list, which all share, and says which codes its problems have:
 * `SendTransferProblem` is a `Problem` with the codes of `sendTransfer`.
 */
export function completeErrors(document: OpenAPIObject, form: ErrorForm): void {
  const schemas = document.components!.schemas as Record<string, object>;
  const responses = structuredClone(commonResponses(form));
  document.components!.responses = responses as never;
  schemas.CommonProblemCode = { type: 'string', description: 'What any request may be answered', enum: COMMON_CODES };
  schemas.CommonProblem = problemWith({ $ref: '#/components/schemas/CommonProblemCode' });
  for (const { content } of Object.values(responses)) referTo('CommonProblem', content);
  for (const operation of operationsOf(document)) {
    Object.assign(schemas, nameProblem(operation));
    for (const status of ['429', '503'])
      if (operation.responses[status]) operation.responses[status].headers ??= retryAfter();
    operation.responses['429'] ??= { $ref: '#/components/responses/TooManyRequests' };
    operation.responses['503'] ??= { $ref: '#/components/responses/Unavailable' };
    operation.responses.default ??= { $ref: '#/components/responses/OtherError' };
  }
}

function commonResponses(form: ErrorForm) {
  return {
    TooManyRequests: {
      description: 'Too many requests from this address; `RateLimit` says what is left, where limits are on',
      headers: retryAfter(),
      content: errorContent(form, 429, { too_many_requests: 'too many requests' }),
    },
    Unavailable: {
      description:
        'What this needs does not answer, or the server is stopping; nothing was done unless the text says otherwise',
      headers: retryAfter(),
      content: errorContent(form, 503, { stopping: 'server is shutting down' }),
    },
    OtherError: { description: 'Any other error', content: anyErrorContent(form) },
  };
}

/** Gives the operation's own errors a problem of its name. @returns the schemas of that problem */
function nameProblem({ operationId, responses }: Operation): Record<string, object> {
  const name = `${inPascalCase(operationId)}Problem`;
  const contents = Object.values(responses).map(({ content }) => content);
  const codes = new Set(contents.flatMap((content) => referTo(name, content)));
  if (codes.size === 0) return {};
  const own = { $ref: `#/components/schemas/${name}Code` };
  return {
    [`${name}Code`]: { type: 'string', description: `What \`${operationId}\` refuses`, enum: [...codes].sort() },
    [name]: problemWith({ anyOf: [own, { $ref: '#/components/schemas/CommonProblemCode' }] }),
  };
}

/** @returns the codes of the problems that refer to `name` from now on */
function referTo(name: string, content: Content | undefined): string[] {
  const media = content?.['application/problem+json'];
  if (media?.schema?.$ref !== PROBLEM.$ref) return [];
  media.schema = { $ref: `#/components/schemas/${name}` };
  return Object.values(media.examples ?? {}).map(({ value }) => (value as { code: string }).code);
}

function problemWith(code: object) {
  return { allOf: [PROBLEM, { type: 'object', required: ['code'], properties: { code } }] };
}
