import { describe, expect, it } from '@jest/globals';
import { isJsonMediaType } from './json-body-parser.js';

describe('a JSON media type', () => {
  it.each([
    'application/json',
    'APPLICATION/JSON',
    'application/json ; charset="UTF-8"',
    'application/ld+json',
    'application/json;profile=x',
  ])('may be %s', (type) => expect(isJsonMediaType(type)).toBe(true));

  it.each([
    '',
    'application/jsonx',
    'application/x+jsonx',
    'text/json',
    'application/+json',
    'json',
    'application/json; charset=utf-16',
    'application/json; charset=latin1',
    'text/plain, application/json',
  ])('is not %j', (type) => expect(isJsonMediaType(type)).toBe(false));
});
