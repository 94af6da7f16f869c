import type { FastifyInstance, FastifyRequest } from 'fastify';
import { expectBodyBytes, keepBodyBytes } from './body-bytes.js';
import { type JsonValue } from './json-value.js';
import { JsonSyntaxError, parseStrictJson } from './strict-json.js';
import { UnreadableBody } from './unreadable-body.js';

/**
 * Gives every body to the strict reader. What cannot be read is handed on as an `UnreadableBody`, and nothing at all as
 * `undefined`; only the size is refused here and now (413).
 *
 * @param anyTypeWithoutBrowser reads JSON whatever its declared type where no browser is at work: `curl -d` declares a form. With one
 *   at work the type protects: a page elsewhere cannot send JSON without being asked (Fetch Standard, CORS-safelisted headers)
 */
export function installJsonBodyParser(server: FastifyInstance, anyTypeWithoutBrowser = false): void {
  const parse = (request: FastifyRequest, bytes: Buffer, done: (error: null, body: unknown) => void) =>
    done(null, readBody(request, bytes, anyTypeWithoutBrowser && !comesFromBrowser(request)));
  expectBodyBytes(server);
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('application/json', { parseAs: 'buffer' }, parse);
  server.addContentTypeParser('*', { parseAs: 'buffer' }, parse);
}

function readBody(request: FastifyRequest, bytes: Buffer, anyType: boolean): JsonValue | UnreadableBody | undefined {
  if (bytes.length === 0) return undefined;
  keepBodyBytes(request, bytes);
  const isDeclared = isDeclaredJson(request);
  if (isEncoded(request) || (!isDeclared && !anyType)) return new UnreadableBody('media-type');
  try {
    return parseStrictJson(bytes);
  } catch (error) {
    if (error instanceof JsonSyntaxError) return new UnreadableBody(isDeclared ? 'syntax' : 'media-type');
    throw error;
  }
}

/** Browsers send one of these with whatever a page makes them post. */
function comesFromBrowser({ headers }: FastifyRequest): boolean {
  return headers.origin !== undefined || headers['sec-fetch-site'] !== undefined;
}

function isEncoded({ headers }: FastifyRequest): boolean {
  const encoding = headers['content-encoding'];
  return encoding !== undefined && encoding.toLowerCase() !== 'identity';
}

function isDeclaredJson({ headers }: FastifyRequest): boolean {
  const type = headers['content-type'];
  return type === undefined || type === 'application/json' || isJsonMediaType(type);
}

const JSON_MEDIA_TYPE = /^application\/(?:json|[a-z0-9!#$&^_.-]+\+json)$/;
const UTF8_CHARSET = /^charset="?utf-8"?$/;

/** `application/json` or `application/*+json`, in UTF-8; parameters other than `charset` say nothing to us. */
export function isJsonMediaType(contentType: string): boolean {
  const [mediaType = '', ...parameters] = contentType.split(';').map((part) => part.trim().toLowerCase());
  if (!JSON_MEDIA_TYPE.test(mediaType)) return false;
  return parameters.every((parameter) => !parameter.startsWith('charset') || UTF8_CHARSET.test(parameter));
}
