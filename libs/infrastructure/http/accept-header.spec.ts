import { describe, expect, it } from '@jest/globals';
import { prefersEventStream, prefersProblemJson } from './accept-header.js';

describe('a caller who gets RFC 9457', () => {
  it.each([
    'application/problem+json',
    'Application/Problem+JSON',
    'application/problem+json, */*',
    'application/problem+json, text/plain',
    'application/json',
    'Application/JSON; charset=utf-8',
    'application/json, */*',
    'application/json, */*;q=0.8',
    'application/json;q=0.3, text/html',
    'application/vnd.api+json',
    'application/*+json',
    'application/json, text/*',
    'application/json;q=0.9, text/plain;q=0.8',
    'application/xml;q=0.1, application/json;q=0.9, application/vnd.x+json;q=0.2, text/plain;q=0.5',
    'application/json;q=0, application/problem+json',
    'application/json;q=0.5, text/plain;q=oops',
    'text/plain;q=0.5, application/problem+json',
    'application/*, text/plain;q=0.2',
    'application/*',
    'text/html, application/problem+json;q=0.3',
  ])('sends Accept: %s', (accept) => expect(prefersProblemJson(accept)).toBe(true));
});

describe('a caller who gets plain text', () => {
  it.each([
    undefined,
    '',
    '*/*',
    'text/plain',
    'text/html',
    'application/json, text/plain, */*',
    'text/plain, application/json',
    'application/json;q=0, */*',
    'application/json;q=0',
    'application/json;q=1.5',
    'application/json;q=0.5, text/plain;q=0.5',
    'application/json;q=0.5, text/plain',
    'application/xml',
    'application/jsonx',
    'application/json-patch',
    'text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.8',
    'application/problem+json;q=0, application/json',
    'application/problem+json;q=0.5, text/plain',
    'application/problem+json;q=0, */*',
    'application/problem+json;q=oops',
    'application/*;q=0.5, text/*',
    'application/problem+json;q=0.4, */*;q=0.5',
  ])('sends Accept: %s', (accept) => expect(prefersProblemJson(accept)).toBe(false));
});

describe('a caller who gets Server-Sent Events', () => {
  it.each([
    'text/event-stream',
    'Text/Event-Stream; charset=utf-8',
    'text/event-stream, application/json',
    'text/event-stream, */*',
    'application/json;q=0.9, text/event-stream',
  ])('accepts %s', (accept) => expect(prefersEventStream(accept)).toBe(true));

  it.each([
    undefined,
    '',
    '*/*',
    'text/*',
    'application/json',
    'text/event-stream;q=0',
    'text/event-stream;q=0.5, application/json',
    'text/event-stream2',
  ])('is not who accepts %s', (accept) => expect(prefersEventStream(accept)).toBe(false));
});
