import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ProbeApp, startProbe } from './support/probe-app.js';
import { sendRaw } from './support/raw-socket.js';

let probe: ProbeApp;

beforeAll(async () => {
  probe = await startProbe({
    hosts: ['localhost', '127.0.0.1', '[::1]'],
    timeouts: { headersMs: 500, requestMs: 900, keepAliveMs: 300 },
  });
});
afterAll(() => probe.app.close());

const POST = 'POST /probe/fields HTTP/1.1\r\nHost: localhost\r\n';
const BODY = '{"name":"a"}';
const answersIn = (text: string) => text.match(/HTTP\/1\.1 \d{3}/g)?.map((line) => Number(line.slice(-3)));

describe('a request that is no request', () => {
  it.each([
    [
      'both Content-Length and Transfer-Encoding',
      `${POST}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /probe/exact HTTP/1.1\r\nHost: localhost\r\n\r\n`,
    ],
    ['two Content-Lengths', `${POST}Content-Length: 12\r\nContent-Length: 13\r\n\r\n${BODY}`],
    ['an unknown transfer coding', `${POST}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n`],
    ['chunked before another coding', `${POST}Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n`],
    ['an unknown method', 'GETT /probe/exact HTTP/1.1\r\nHost: localhost\r\n\r\n'],
    ['no HTTP at all', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\r\n\r\n'],
    [
      'a line break hidden in a header',
      'GET /probe/exact HTTP/1.1\r\nHost: localhost\r\nX-A: b\rSet-Cookie: c\r\n\r\n',
    ],
  ])('with %s is answered 400 once, in the plain shape, and cut off', async (_name, bytes) => {
    const answer = await sendRaw(probe.port, bytes);
    expect(answersIn(answer.text)).toEqual([400]);
    expect(answer.text).toMatch(/\r\nX-Content-Type-Options: nosniff\r\n/i);
    expect(answer.text).toMatch(/\r\nCache-Control: no-store\r\n/i);
    expect(answer.text).toMatch(/\r\nContent-Type: text\/plain; charset=utf-8\r\n/i);
    expect(answer.text).toMatch(/\r\n\r\nmalformed request\n$/);
    expect(answer.closedAfterMs).toBeDefined();
  });

  it('without Host, or with two, is answered 400', async () => {
    const none = await sendRaw(probe.port, 'GET /probe/exact HTTP/1.1\r\nConnection: close\r\n\r\n');
    expect(none.text).toMatch(/^HTTP\/1\.1 400 [\s\S]*\r\n\r\nmalformed request\n$/);
    const two = await sendRaw(
      probe.port,
      'GET /probe/exact HTTP/1.1\r\nHost: localhost\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n',
    );
    expect(two.text).toMatch(/^HTTP\/1\.1 400 /);
  });

  it('for a host that is not ours is answered 421, in absolute form too', async () => {
    const origin = await sendRaw(
      probe.port,
      'GET /probe/exact HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n',
    );
    expect(origin.text).toMatch(/^HTTP\/1\.1 421 /);
    const absolute = await sendRaw(
      probe.port,
      'GET http://evil.example/probe/exact HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n',
    );
    expect(absolute.text).toMatch(/^HTTP\/1\.1 421 /);
  });

  it('with 20 KB of headers, or 500 of them, is answered 431', async () => {
    const large = await sendRaw(
      probe.port,
      `GET /probe/exact HTTP/1.1\r\nHost: localhost\r\nX-Large: ${'a'.repeat(20_000)}\r\n\r\n`,
    );
    expect(large.text).toMatch(/^HTTP\/1\.1 431 [\s\S]*request header fields too large\n$/);
    const many = await sendRaw(
      probe.port,
      `GET /probe/exact HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n${'a: b\r\n'.repeat(500)}\r\n`,
    );
    expect(many.text).toMatch(/^HTTP\/1\.1 431 [\s\S]*request header fields too large\n$/);
  });

  it('after a good one is refused, and the good one answered', async () => {
    const answer = await sendRaw(
      probe.port,
      `${POST}Content-Type: application/json\r\nContent-Length: ${BODY.length}\r\n\r\n${BODY}garbage\r\n\r\n`,
    );
    expect(answersIn(answer.text)).toEqual([200, 400]);
    expect(answer.closedAfterMs).toBeDefined();
  });

  it('that asks for a tunnel or an unknown expectation is refused in the plain shape', async () => {
    const tunnel = await sendRaw(probe.port, 'CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example\r\n\r\n');
    expect(tunnel.text).toMatch(/^HTTP\/1\.1 405 [\s\S]*\r\nAllow: /);
    const expectation = await sendRaw(probe.port, `${POST}Expect: miracles\r\nContent-Length: 0\r\n\r\n`);
    expect(expectation.text).toMatch(/^HTTP\/1\.1 417 [\s\S]*expectation failed\n$/);
  });

  it('that asks for a tunnel or an unknown expectation, and for JSON, is refused as RFC 9457', async () => {
    const accept = 'Accept: application/json\r\n';
    const tunnel = await sendRaw(
      probe.port,
      `CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example\r\n${accept}\r\n`,
    );
    const expectation = await sendRaw(probe.port, `${POST}${accept}Expect: miracles\r\nContent-Length: 0\r\n\r\n`);
    for (const [answer, status, code] of [
      [tunnel.text, 405, 'method_not_allowed'],
      [expectation.text, 417, 'expectation_failed'],
    ] as const) {
      const [head = '', body = ''] = answer.split('\r\n\r\n');
      expect(head).toMatch(/\r\nContent-Type: application\/problem\+json/i);
      expect(JSON.parse(body)).toMatchObject({ status, code });
    }
  });
});

describe('a slow caller', () => {
  it('who sends headers byte by byte is answered 408', async () => {
    const answer = await sendRaw(probe.port, [...'GET /probe/exact HTTP/1.1\r\nHost: localhost\r\n'], 3_000, 100);
    expect(answer.text).toMatch(/^HTTP\/1\.1 408 [\s\S]*\r\n\r\nrequest timeout\n$/);
    expect(answer.closedAfterMs).toBeLessThan(1_600);
  });

  it('who sends a body byte by byte is answered 408 and leaves no error in the log', async () => {
    const before = probe.logLines().length;
    const answer = await sendRaw(
      probe.port,
      [`${POST}Content-Length: 100\r\n\r\n`, ...'{"name":"abcdefghijklmnop"'],
      3_000,
      100,
    );
    expect(answer.text).toMatch(/^HTTP\/1\.1 408 /);
    expect(answer.closedAfterMs).toBeLessThan(2_000);
    expect(
      probe
        .logLines()
        .slice(before)
        .filter((line) => line.level === 'error'),
    ).toEqual([]);
  });

  it('who asks nothing more loses an idle connection', async () => {
    const answer = await sendRaw(probe.port, 'GET /probe/exact HTTP/1.1\r\nHost: localhost\r\n\r\n', 3_000);
    expect(answersIn(answer.text)).toEqual([200]);
    expect(answer.closedAfterMs).toBeLessThan(2_000);
  });
});

describe('the server', () => {
  it('still answers after all of that, by any of its names', async () => {
    for (const host of ['localhost', 'LOCALHOST:8080', '127.0.0.1:1', '[::1]:8080']) {
      const answer = await sendRaw(
        probe.port,
        `GET http://${host}/probe/exact?_method=DELETE HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\nX-HTTP-Method-Override: DELETE\r\n\r\n`,
      );
      expect([host, answersIn(answer.text)]).toEqual([host, [200]]);
    }
  });

  it('does not believe a forwarded address, and writes the route and no query to its log', async () => {
    await fetch(`${probe.url}/probe/echo/abc?token=hidden`, { headers: { 'x-forwarded-for': '1.2.3.4' } });
    const line = probe.logLines().findLast((entry) => entry.route === '/probe/echo/:text');
    expect(line).toMatchObject({ msg: 'request', method: 'GET', status: 200, ip: '127.0.0.1' });
    expect(JSON.stringify(probe.logLines())).not.toMatch(/hidden|1\.2\.3\.4/);
  });

  it('answers 503 on open connections once it begins to close', async () => {
    const closing = await startProbe();
    const { app } = closing;
    const slow = sendRaw(closing.port, [`${POST}Content-Length: ${BODY.length}\r\n`, '\r\n', BODY], 3_000, 150);
    await new Promise((resolve) => setTimeout(resolve, 80));
    await app.close();
    expect(answersIn((await slow).text)).toEqual([503]);
    expect((await slow).text).toMatch(/server is shutting down\n$/);
  });
});
