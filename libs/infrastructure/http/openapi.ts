import type { DynamicModule, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import type { ErrorForm } from './error-forms.js';

export interface ApiDescription {
  title: string;
  version: string;
  /** Markdown, for the head of the document. */
  description: string;
  /** The shape of errors that no route documents by itself. */
  errors: ErrorForm;
  /** Every number of this API is whole: TypeScript's `number` says less than the document should. */
  wholeNumbers?: boolean;
  /** Ways to authenticate, by the names that `@ApiSecurity` uses. */
  securitySchemes?: Readonly<Record<string, SecuritySchemeObject>>;
}

export type SecuritySchemeObject = Parameters<DocumentBuilder['addSecurity']>[1];

/** Serves Swagger UI at `/docs` and the document at `/docs/openapi.json`. The document is made when first asked for. */
export function serveDocs(app: NestFastifyApplication, description: ApiDescription): void {
  // The library's own file of this name shows another API, so the name leads to our page.
  const server = app.getHttpAdapter().getInstance();
  server.addHook('onRoute', (route) => {
    if (route.url === '/docs/index.html') route.handler = (_request, reply) => reply.redirect('../docs');
  });
  SwaggerModule.setup('docs', app, () => describeApi(app, description), {
    jsonDocumentUrl: 'docs/openapi.json',
    raw: ['json'],
    customSiteTitle: description.title,
  });
}

/**
 * The document of a root module, without opening a database or a socket: what `npm run openapi` writes.
 *
 * @param prefix what all routes stand below; a module that is only looked at does not tell
 */
export async function documentOf(
  rootModule: Type | DynamicModule,
  description: ApiDescription,
  prefix?: string,
): Promise<OpenAPIObject> {
  const app = await NestFactory.create<NestFastifyApplication>(rootModule, new FastifyAdapter(), {
    preview: true,
    abortOnError: false,
    logger: false,
  });
  if (prefix !== undefined) app.setGlobalPrefix(prefix);
  const document = describeApi(app, description);
  await app.close();
  return document;
}

function describeApi(app: NestFastifyApplication, description: ApiDescription): OpenAPIObject {
  const { title, version, description: text } = description;
  const builder = new DocumentBuilder().setTitle(title).setVersion(version).setDescription(text);
  for (const [name, scheme] of Object.entries(description.securitySchemes ?? {})) builder.addSecurity(name, scheme);
  const document = SwaggerModule.createDocument(app, builder.build());
  for (const path of Object.values(document.paths)) {
    for (const operation of Object.values(path)) {
      if (isOperation(operation)) describeAnswers(operation, description.errors);
    }
  }
  if (description.wholeNumbers) sayInteger(document.components?.schemas);
  sortChoices(document);
  return document;
}

/** The compiler lists the members of a union in an order that changes with what it compiled before; the document must not. */
function sortChoices(part: unknown): void {
  if (typeof part !== 'object' || part === null) return;
  if ('enum' in part && Array.isArray(part.enum)) part.enum.sort();
  for (const member of Object.values(part)) sortChoices(member);
}

/** Turns `type: number` into a 64-bit integer, at any depth of the schemas. */
function sayInteger(schema: unknown): void {
  if (typeof schema !== 'object' || schema === null) return;
  if ('type' in schema && schema.type === 'number') Object.assign(schema, { type: 'integer', format: 'int64' });
  for (const member of Object.values(schema)) sayInteger(member);
}

interface Operation {
  responses: Record<string, unknown>;
}

function isOperation(value: unknown): value is Operation {
  return typeof value === 'object' && value !== null && 'responses' in value;
}

/** A POST answers 200 here, and anything a route does not list comes in the common shape. */
function describeAnswers(operation: Operation, errors: ErrorForm): void {
  const { responses } = operation;
  responses['200'] ??= responses['201'] ?? { description: 'Success' };
  delete responses['201'];
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
