import fc from 'fast-check';
import type { Api } from '../hostile/support/hostile-case.js';
import type { Operation, Parameter } from './api-document.js';
import type { CallerName } from './fuzz-target.js';
import { HOSTILE_HEADERS, HOSTILE_TEXTS, SPOILERS } from './hostile-values.js';
import type { JsonTexts } from './json-texts.js';

/** A request as it is sent. The corpus keeps requests in this form. */
export interface FuzzRequest {
  api: Api;
  /** Whose credentials are sent along, made anew each time; not set in a demo. */
  caller?: CallerName;
  method: string;
  /** Escaped; what is wrong in it is wrong on purpose. */
  target: string;
  headers: Record<string, string>;
  body?: string;
}

/** Segments that no escaping makes. */
const RAW_SEGMENTS = ['%', '%zz', '%ff', '%00', '%2f', '..', '.', '*', ';', '%C0%AF', '%u0041', '~'];

/** Requests for an operation: in order, nearly so, and hostile. */
export function requestsFor(
  operation: Operation,
  texts: JsonTexts,
  callers: readonly CallerName[],
): fc.Arbitrary<FuzzRequest> {
  return fc
    .record({
      caller: callers.length > 0 ? fc.constantFrom(...callers) : fc.constant(undefined),
      target: targets(operation, texts),
      extra: extraHeaders(),
      own: ownHeaders(operation, texts),
      body: bodies(operation, texts),
    })
    .map(({ caller, target, extra, own, body }) => ({
      api: operation.api,
      ...(caller !== undefined && { caller }),
      method: operation.method,
      target,
      headers: { ...(body !== undefined && { 'Content-Type': 'application/json' }), ...own, ...extra },
      ...(body !== undefined && { body }),
    }));
}

function targets(operation: Operation, texts: JsonTexts): fc.Arbitrary<string> {
  const segments = operation.path.split('/').map((segment) => {
    const name = /^\{(.+)\}$/.exec(segment)?.[1];
    if (name === undefined) return fc.constant(segment);
    const parameter = operation.parameters.find((candidate) => candidate.in === 'path' && candidate.name === name);
    return pathSegment(texts.textOf(parameter?.schema ?? {}, name));
  });
  const query = operation.parameters
    .filter((parameter) => parameter.in === 'query')
    .map((parameter) => queryPart(parameter, texts));
  const path = fc.tuple(...segments).map((parts) => parts.join('/'));
  return fc.tuple(path, ...query, strangeQuery()).map(([start, ...parts]) => {
    const present = parts.filter((part) => part !== '');
    return present.length === 0 ? start : `${start}?${present.join('&')}`;
  });
}

function pathSegment(expected: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const hostile = fc.constantFrom(...HOSTILE_TEXTS.filter((text) => text !== ''));
  return fc.oneof(
    { weight: 8, arbitrary: expected.filter((text) => text !== '').map(escaped) },
    { weight: 2, arbitrary: hostile.map(escaped) },
    { weight: 1, arbitrary: fc.constantFrom(...RAW_SEGMENTS) },
  );
}

function queryPart({ name, schema = {}, required }: Parameter, texts: JsonTexts): fc.Arbitrary<string> {
  const value = fc.oneof(
    { weight: 4, arbitrary: texts.textOf(schema, name) },
    { weight: 1, arbitrary: fc.constantFrom(...HOSTILE_TEXTS) },
  );
  const once = value.map((text) => `${name}=${escaped(text)}`);
  const twice = fc.tuple(once, once).map((parts) => parts.join('&'));
  return fc.oneof(
    { weight: required ? 1 : 14, arbitrary: fc.constant('') },
    { weight: 6, arbitrary: once },
    { weight: 1, arbitrary: twice },
  );
}

function strangeQuery(): fc.Arbitrary<string> {
  const strange = fc.constantFrom(
    '__proto__=1',
    'constructor[prototype]=1',
    'a[]=1&a[]=2',
    '%',
    '=',
    '&&',
    'x'.repeat(2_000),
    '_method=DELETE',
  );
  return fc.oneof({ weight: 9, arbitrary: fc.constant('') }, { weight: 1, arbitrary: strange });
}

function ownHeaders({ parameters }: Operation, texts: JsonTexts): fc.Arbitrary<Record<string, string>> {
  const named = parameters
    .filter((parameter) => parameter.in === 'header')
    .map(({ name, schema = {} }) =>
      fc.option(
        texts
          .textOf(schema, name)
          .filter(isHeaderValue)
          .map((text) => [name, text] as const),
      ),
    );
  return fc.tuple(...named).map((headers) => Object.fromEntries(headers.filter((header) => header !== null)));
}

function extraHeaders(): fc.Arbitrary<Record<string, string>> {
  const one = fc.oneof(
    ...HOSTILE_HEADERS.map(([name, values]) =>
      fc.constantFrom(...values).map((value) => ({ [name]: value }) as Record<string, string>),
    ),
  );
  return fc.oneof({ weight: 4, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: one });
}

function bodies({ body, method }: Operation, texts: JsonTexts): fc.Arbitrary<string | undefined> {
  const junk = fc.constantFrom('{bad', '{}', '\0', '[1]');
  if (body === undefined) {
    const none = { weight: 9, arbitrary: fc.constant(undefined) };
    return method === 'GET' ? none.arbitrary : fc.oneof(none, { weight: 1, arbitrary: junk });
  }
  const text = texts.of(body);
  const spoiled = fc.tuple(text, fc.constantFrom(...SPOILERS)).map(([whole, [, spoil]]) => spoil(whole));
  return fc.oneof(
    { weight: 12, arbitrary: text },
    { weight: 3, arbitrary: spoiled },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes).toString('latin1')) },
    { weight: 1, arbitrary: fc.constant(undefined) },
  );
}

function isHeaderValue(text: string): boolean {
  return /^[\x20-\x7e]*$/.test(text);
}

/** Percent-encoded; a half of a surrogate pair, which has no encoding, as the bytes that some programs send for it. */
function escaped(text: string): string {
  return [...text]
    .map((character) => (/\p{Surrogate}/u.test(character) ? '%ED%A0%80' : encodeURIComponent(character)))
    .join('');
}
