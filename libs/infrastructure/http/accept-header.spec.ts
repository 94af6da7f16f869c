import { describe, expect, it } from '@jest/globals';
import { prefersProblemJson } from './accept-header.js';

describe('a caller who gets RFC 9457', () => {
  it.each([
    'application/problem+json',
    'Application/Problem+JSON',
    'application/problem+json, */*',
    'application/problem+json, text/plain',
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
    'application/json',
    'application/json, text/plain, */*',
    'application/problem+json;q=0.5, text/plain',
    'application/problem+json;q=0, */*',
    'application/problem+json;q=oops',
    'application/*;q=0.5, text/*',
    'application/problem+json;q=0.4, */*;q=0.5',
  ])('sends Accept: %s', (accept) => expect(prefersProblemJson(accept)).toBe(false));
});
