import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ProbeApp, startProbe } from './support/probe-app.js';
import { sendRaw } from './support/raw-socket.js';

let probe: ProbeApp;

beforeAll(async () => {
  probe = await startProbe();
});
afterAll(() => probe.app.close());

const post = async (path: string, body: string | Uint8Array, headers: Record<string, string> = {}) => {
  const answer = await fetch(`${probe.url}/probe/${path}`, { method: 'POST', body, headers });
  return [answer.status, await answer.text()];
};
const json = { 'content-type': 'application/json' };
const REFUSED = [400, 'invalid request body\n'];

describe('a JSON body', () => {
  it('is read with its numbers as they were written', async () => {
    expect(await post('fields', '{"name":"n","amount":9007199254740993,"price":0.10000000}', json)).toEqual([
      200,
      '{"name":"n","amount":9007199254740993,"price":0.10000000}',
    ]);
  });

  it('may hold unknown fields', async () => {
    expect(
      await post('fields', '{"isAdmin":true,"toString":1,"hasOwnProperty":2,"length":3,"NAME":"x"}', json),
    ).toEqual([200, '{}']);
  });

  it.each([
    ['empty', ''],
    ['cut short', '{"name":'],
    ['not JSON', '{bad'],
    ['a list', '[]'],
    ['a text', '"x"'],
    ['followed by more', '{} {}'],
    ['marked with a byte order mark', '\ufeff{}'],
    ['with a key twice', '{"name":"a","name":"b"}'],
    ['with __proto__', '{"__proto__":{"admin":true}}'],
    ['with a nested __proto__', '{"a":{"__proto__":{}}}'],
    ['with constructor.prototype', '{"constructor":{"prototype":{"admin":true}}}'],
    ['nested 33 deep', `{"a":${'['.repeat(32)}${']'.repeat(32)}}`],
    ['nested 8,000 deep', '['.repeat(8_000)],
    ['of 65 keys', `{${Array.from({ length: 65 }, (_, index) => `"k${index}":1`).join()}}`],
    ['with the wrong type in a field', '{"name":{"$ne":1}}'],
    ['with a fraction for an integer', '{"amount":1.0}'],
    ['with an exponent for an integer', '{"amount":1e2}'],
    ['with a text for an integer', '{"amount":"5"}'],
    ['with an integer past 64 bits', '{"amount":9223372036854775808}'],
    ['with a NUL in a text', '{"name":"a\\u0000b"}'],
  ])('that is %s is refused in the route’s own words', async (_name, body) => {
    expect(await post('fields', body, json)).toEqual(REFUSED);
    expect(({} as Record<string, unknown>).admin).toBeUndefined();
  });

  it('may be null, which has no fields', async () => {
    expect(await post('fields', 'null', json)).toEqual([200, '{}']);
  });

  it('that is not UTF-8 is refused', async () => {
    expect(await post('fields', new Uint8Array([0x22, 0xff, 0x22]), json)).toEqual(REFUSED);
  });
});

describe('the type of a body', () => {
  it.each([
    'application/json',
    'Application/JSON; charset=UTF-8',
    'application/json;charset="utf-8"',
    'application/problem+json',
    'application/vnd.api+json; profile=x',
  ])('may be %s', async (type) => {
    expect(await post('fields', '{}', { 'content-type': type })).toEqual([200, '{}']);
  });

  it('may be left out', async () => {
    const answer = await sendRaw(
      probe.port,
      'POST /probe/fields HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}',
    );
    expect(answer.text).toMatch(/^HTTP\/1\.1 200 [\s\S]*\{\}$/);
  });

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/xml',
    'application/jsonx',
    'application/json; charset=utf-16',
    'json',
  ])('is refused when it is %s', async (type) => {
    expect(await post('fields', '{}', { 'content-type': type })).toEqual([
      415,
      'send Content-Type: application/json\n',
    ]);
  });

  it('is refused when the body is encoded', async () => {
    expect(await post('fields', '{}', { ...json, 'content-encoding': 'gzip' })).toEqual([
      415,
      'send Content-Type: application/json\n',
    ]);
  });
});

describe('a route without a body', () => {
  it('ignores whatever is sent', async () => {
    expect(await post('bodyless', '{bad', json)).toEqual([200, '{"done":true}']);
    expect(await post('bodyless', '{bad', { 'content-type': 'application/x-www-form-urlencoded' })).toEqual([
      200,
      '{"done":true}',
    ]);
  });

  it('ignores the body of a GET, and the connection stays usable', async () => {
    const answer = await sendRaw(
      probe.port,
      'GET /probe/exact HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\n{badGET /probe/exact HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n',
    );
    expect(answer.text.match(/HTTP\/1\.1 200/g)).toHaveLength(2);
  });
});

describe('the size of a body', () => {
  it('is at most 16 KiB', async () => {
    const body = (length: number) => JSON.stringify({ name: 'a'.repeat(length - 11) });
    expect((await post('fields', body(16_384), json))[0]).toBe(200);
    expect(await post('fields', body(16_385), json)).toEqual([413, 'request body too large\n']);
  });

  it('may be larger on a route that says so', async () => {
    expect(await post('large', JSON.stringify({ text: 'a'.repeat(60_000) }), json)).toEqual([200, '{"length":60000}']);
    expect((await post('large', JSON.stringify({ text: 'a'.repeat(70_000) }), json))[0]).toBe(413);
  });

  it('is refused as soon as it is announced, and the connection closed', async () => {
    const answer = await sendRaw(
      probe.port,
      'POST /probe/bodyless HTTP/1.1\r\nHost: a\r\nContent-Length: 100000000\r\n\r\n{',
    );
    expect(answer.text).toMatch(/^HTTP\/1\.1 413 [\s\S]*\r\n\r\nrequest body too large\n$/);
    expect(answer.closedAfterMs).toBeLessThan(1_000);
  });

  it('is refused when chunks pass the limit without having announced it', async () => {
    const chunk = `1000\r\n${'a'.repeat(4096)}\r\n`;
    const answer = await sendRaw(
      probe.port,
      ['POST /probe/fields HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n', ...Array<string>(8).fill(chunk)],
      3_000,
      10,
    );
    expect(answer.text).toMatch(/^HTTP\/1\.1 413 /);
    expect(answer.closedAfterMs).toBeDefined();
  });
});
