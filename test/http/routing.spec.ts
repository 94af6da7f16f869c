import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ProbeApp, startProbe } from './support/probe-app.js';
import { sendRaw } from './support/raw-socket.js';

let probe: ProbeApp;

beforeAll(async () => {
  probe = await startProbe();
});
afterAll(() => probe.app.close());

describe('a route', () => {
  it('answers 200 to a POST', async () => {
    const answer = await fetch(`${probe.url}/probe/bodyless`, { method: 'POST' });
    expect([answer.status, await answer.text()]).toEqual([200, '{"done":true}']);
  });

  it('writes numbers past 2^53 and decimals with every digit', async () => {
    const answer = await fetch(`${probe.url}/probe/exact`);
    expect(await answer.text()).toBe('{"units":9007199254740993,"balance":10.50000000,"none":null}');
  });

  it('answers HEAD like GET, without a body', async () => {
    const answer = await fetch(`${probe.url}/probe/exact`, { method: 'HEAD' });
    expect([answer.status, await answer.text()]).toEqual([200, '']);
    expect(answer.headers.get('content-type')).toMatch('application/json');
  });

  it('answers 404 to an unknown path', async () => {
    for (const path of ['/nowhere', '/', '/probe', '/probe/echo/', '/probe/exact/', '/probe//exact']) {
      const answer = await fetch(`${probe.url}${path}`);
      expect([path, answer.status, await answer.text()]).toEqual([path, 404, '404 page not found\n']);
    }
  });

  it('answers 405 without a body to a method that the path does not know, and names those it does', async () => {
    const answer = await fetch(`${probe.url}/probe/exact`, { method: 'DELETE' });
    expect([answer.status, await answer.text()]).toEqual([405, '']);
    expect(answer.headers.get('allow')).toBe('GET, HEAD, OPTIONS');
    const other = await fetch(`${probe.url}/probe/bodyless`);
    expect([other.status, other.headers.get('allow')]).toEqual([405, 'POST, OPTIONS']);
  });

  it.each(['TRACE', 'PROPFIND', 'PURGE', 'LOCK', 'PUT'])('answers 405 to %s', async (method) => {
    const answer = await sendRaw(
      probe.port,
      `${method} /probe/exact HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`,
    );
    expect(answer.text).toMatch(/^HTTP\/1\.1 405 /);
    expect(answer.text).toMatch(/\r\nAllow: GET, HEAD, OPTIONS\r\n/i);
  });

  it('answers 204 to OPTIONS on any path', async () => {
    for (const path of ['/probe/exact', '/nowhere']) {
      expect((await fetch(`${probe.url}${path}`, { method: 'OPTIONS' })).status).toBe(204);
    }
  });

  it.each(['%zz', '%', '%ff'])('answers 400 to the path segment %s', async (segment) => {
    const answer = await sendRaw(
      probe.port,
      `GET /probe/echo/${segment} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`,
    );
    expect(answer.text).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer.text).toMatch(/\r\nX-Content-Type-Options: nosniff\r\n/i);
    expect(answer.text).toMatch(/\r\n\r\nmalformed request\n$/);
  });

  it('takes path parameters of 3,000 characters and answers 414 far beyond', async () => {
    expect((await fetch(`${probe.url}/probe/echo/${'a'.repeat(3000)}`)).status).toBe(200);
    expect((await fetch(`${probe.url}/probe/echo/${'a'.repeat(9000)}`)).status).toBe(414);
  });

  it('gives an encoded slash to the parameter', async () => {
    expect(await (await fetch(`${probe.url}/probe/echo/..%2f..%2fetc`)).json()).toEqual({ length: 9 });
  });
});

describe('a page of another origin', () => {
  it('may read when its origin is on the list', async () => {
    const answer = await fetch(`${probe.url}/probe/exact`, { headers: { origin: 'http://localhost:3000' } });
    expect(answer.headers.get('access-control-allow-origin')).toBe('http://localhost:3000');
    expect(answer.headers.get('vary')).toBe('Origin');
  });

  it('gets no permission when it is not', async () => {
    for (const path of ['/probe/exact', '/nowhere']) {
      const answer = await fetch(`${probe.url}${path}`, { headers: { origin: 'http://evil.example' } });
      expect(answer.headers.get('access-control-allow-origin')).toBeNull();
      expect(answer.headers.get('vary')).toBe('Origin');
    }
  });

  it('is told the methods and headers in a preflight', async () => {
    const answer = await fetch(`${probe.url}/probe/fields`, {
      method: 'OPTIONS',
      headers: { origin: 'http://localhost:3000', 'access-control-request-method': 'POST' },
    });
    expect(answer.status).toBe(204);
    expect(answer.headers.get('access-control-allow-methods')).toBe('GET, POST, OPTIONS');
    expect(answer.headers.get('access-control-allow-headers')).toMatch(/^Content-Type/);
  });

  it('cannot make a browser send a POST that it did not ask about', async () => {
    const post = (headers: Record<string, string>) =>
      sendRaw(
        probe.port,
        `POST /probe/bodyless HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 0\r\n${Object.entries(
          headers,
        )
          .map(([name, value]) => `${name}: ${value}\r\n`)
          .join('')}\r\n`,
      );
    expect((await post({ 'Sec-Fetch-Site': 'cross-site' })).text).toMatch(/^HTTP\/1\.1 403 /);
    expect((await post({ 'Sec-Fetch-Site': 'same-site', Origin: 'http://localhost:5000' })).text).toMatch(
      /^HTTP\/1\.1 403 /,
    );
    expect((await post({ 'Sec-Fetch-Site': 'same-site', Origin: 'http://localhost:3000' })).text).toMatch(
      /^HTTP\/1\.1 200 /,
    );
    expect((await post({ 'Sec-Fetch-Site': 'same-origin' })).text).toMatch(/^HTTP\/1\.1 200 /);
  });
});
