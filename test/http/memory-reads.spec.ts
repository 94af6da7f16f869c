import { Metrics } from '@app/infrastructure/metrics/metrics.js';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type ProbeApp, startProbe } from './support/probe-app.js';
import { sendRaw } from './support/raw-socket.js';

const LIMITS = {
  classes: { reads: { limit: 9, windowSeconds: 9 }, writes: { limit: 9, windowSeconds: 9 } },
  routes: {},
};

let fromMemory: string[];
let probe: ProbeApp;

/** Knows what the route `echo` answers, but for one text, and cannot read another. */
const memoryReads = () => [
  {
    route: '/probe/echo/:text',
    read: (text: string) => {
      if (text === 'unreadable') throw new Error('nothing that a caller may see');
      if (text === 'unknown') return undefined;
      fromMemory.push(text);
      return JSON.stringify({ length: text.length });
    },
  },
];

beforeAll(async () => {
  probe = await startProbe({ memoryReads, metrics: new Metrics('probe'), hosts: ['127.0.0.1', 'localhost'] });
});
beforeEach(() => {
  fromMemory = [];
});
afterAll(() => probe.app.close());

const ask = (path: string, init?: RequestInit) => fetch(`${probe.url}${path}`, init);

/** All of an answer that is not its own. */
async function lasting(answer: Response): Promise<unknown> {
  const own = ['date', 'x-request-id'];
  return [answer.status, await answer.text(), [...answer.headers].filter(([name]) => !own.includes(name))];
}

describe('what memory knows', () => {
  it('is answered without the route, and as the route answers', async () => {
    const short = await lasting(await ask('/probe/echo/abc'));
    expect(fromMemory).toEqual(['abc']);
    const long = await lasting(await ask('/probe/echo/abc?long'));
    expect(fromMemory).toEqual(['abc']);
    expect(short).toEqual(long);
    expect(short).toEqual([200, '{"length":3}', expect.arrayContaining([['cache-control', 'no-store']])]);
  });

  it('is logged and counted as the route is, with an id of its own', async () => {
    const before = await countOf();
    const ids = [await ask('/probe/echo/abc'), await ask('/probe/echo/abc?long')].map((answer) =>
      answer.headers.get('x-request-id'),
    );
    const [short, long] = ids.map((id) => probe.logLines().find(({ requestId }) => requestId === id));
    const common = { level: 'info', method: 'GET', route: '/probe/echo/:text', status: 200, ip: '127.0.0.1' };
    expect(short).toEqual({ ...common, time: short!.time, requestId: ids[0], ms: short!.ms, msg: 'request' });
    expect(Object.keys(short!)).toEqual(Object.keys(long!));
    expect(await countOf()).toBe(before + 2);
  });

  it('keeps its place among the answers of a connection', async () => {
    const get = (target: string) => `GET ${target} HTTP/1.1\r\nHost: localhost\r\n\r\n`;
    const targets = ['/probe/echo/a', '/probe/echo/ab?', '/probe/echo/abc', '/probe/exact', '/probe/echo/abcde'];
    const { text } = await sendRaw(probe.port, `${targets.map(get).join('')}nonsense\r\n\r\n`);
    expect(text.match(/(?<=\r\n\r\n)\{[^}]*\}|malformed request/g)).toEqual([
      '{"length":1}',
      '{"length":2}',
      '{"length":3}',
      '{"units":9007199254740993,"balance":10.50000000,"none":null}',
      '{"length":5}',
      'malformed request',
    ]);
    expect(fromMemory).toEqual(['a', 'abc', 'abcde']);
  });
});

describe('the route answers', () => {
  it.each<[string, string, RequestInit, number]>([
    ['what memory does not know', '/probe/echo/unknown', {}, 200],
    ['what memory fails at', '/probe/echo/unreadable', {}, 200],
    ['a query', '/probe/echo/abc?d', {}, 200],
    ['HEAD', '/probe/echo/abc', { method: 'HEAD' }, 200],
    ['a page of another origin', '/probe/echo/abc', { headers: { origin: 'http://localhost:3000' } }, 200],
    ['another method', '/probe/echo/abc', { method: 'POST' }, 405],
    ['a path that goes on', '/probe/echo/abc/def', {}, 404],
    ['a path without the parameter', '/probe/echo/', {}, 404],
  ])('%s', async (_what, path, init, status) => {
    const answer = await ask(path, init);
    expect([answer.status, fromMemory]).toEqual([status, []]);
    if (init.headers) expect(answer.headers.get('access-control-allow-origin')).toBe('http://localhost:3000');
  });

  it.each([
    ['a body', 'Host: localhost\r\nContent-Length: 2\r\n\r\n{}', 200],
    ['another host', 'Host: evil.example\r\n\r\n', 421],
    ['no host', '\r\n', 400],
    ['two hosts', 'Host: localhost\r\nHost: localhost\r\n\r\n', 400],
  ])('%s', async (_what, rest, status) => {
    const { text } = await sendRaw(probe.port, `GET /probe/echo/abc HTTP/1.1\r\nConnection: close\r\n${rest}`);
    expect([text.slice(0, 12), fromMemory]).toEqual([`HTTP/1.1 ${status}`, []]);
  });

  it.each([
    ['where callers are limited', { rateLimits: LIMITS }],
    ['on a server that strangers reach', { exposed: { trustedProxies: [] } }],
  ])('everything %s', async (_where, options) => {
    const other = await startProbe({ memoryReads, ...options });
    const answer = await fetch(`${other.url}/probe/echo/abc`);
    await other.app.close();
    expect([answer.status, await answer.text(), fromMemory]).toEqual([200, '{"length":3}', []]);
  });
});

async function countOf(): Promise<number> {
  const text = await (await ask('/metrics')).text();
  const count = /^http_request_duration_seconds_count\{[^}]*route="\/probe\/echo\/:text",status="200"[^}]*\} (\d+)$/m;
  return Number(count.exec(text)?.[1] ?? 0);
}
