import type { DirectRoutes } from '@app/infrastructure/http/direct-routes.js';
import { streamJsonObject } from '@app/infrastructure/http/json-stream.js';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type ProbeApp, Refused, startProbe } from './support/probe-app.js';
import { sendRaw } from './support/raw-socket.js';

let direct: string[];
let probe: ProbeApp;
let plain: ProbeApp;

/** Answers what the routes `echo` and `report` answer, but for one text that it refuses. */
const directRoutes: DirectRoutes = {
  'GET /probe/echo/:text': () => (request) => {
    const { text } = request.params as { text: string };
    direct.push(text);
    if (text === 'refused') throw new Refused('missing', 'probe_missing', 'refused as missing');
    return { length: text.length };
  },
  'GET /probe/report': () => () => {
    direct.push('report');
    const rows = (async function* () {
      for (const index of [0, 1]) yield { index, text: 'x'.repeat(100) };
    })();
    return streamJsonObject({ total: 2n ** 60n, rows, empty: [], last: 'end' });
  },
};

beforeAll(async () => {
  const hosts = ['127.0.0.1', 'localhost'];
  probe = await startProbe({ directRoutes, hosts });
  plain = await startProbe({ hosts });
});
beforeEach(() => {
  direct = [];
});
afterAll(() => Promise.all([probe, plain].map(({ app }) => app.close())));

/** All of an answer that is not its own. */
async function lasting(answer: Response): Promise<unknown> {
  const own = ['date', 'x-request-id'];
  return [answer.status, await answer.text(), [...answer.headers].filter(([name]) => !own.includes(name))];
}

describe('a direct route', () => {
  it.each<[string, string, RequestInit, number]>([
    ['a value', '/probe/echo/abc', {}, 200],
    ['an escaped value', '/probe/echo/a%2Fc', {}, 200],
    ['a query', '/probe/echo/abc?d', {}, 200],
    ['HEAD', '/probe/echo/abc', { method: 'HEAD' }, 200],
    ['a page of another origin', '/probe/echo/abc', { headers: { origin: 'http://localhost:3000' } }, 200],
    ['another method', '/probe/echo/abc', { method: 'POST' }, 405],
    ['a path that goes on', '/probe/echo/abc/def', {}, 404],
    ['an empty value', '/probe/echo/', {}, 404],
    ['an escape that cannot be read', '/probe/echo/%zz', {}, 400],
  ])('answers %s as Nest does', async (_what, path, init, status) => {
    const [answer, expected] = [await fetch(`${probe.url}${path}`, init), await fetch(`${plain.url}${path}`, init)];
    expect(await lasting(answer)).toEqual(await lasting(expected));
    expect(answer.status).toBe(status);
    expect(direct).toHaveLength(status === 200 && init.method !== 'HEAD' ? 1 : 0);
  });

  it('streams as any other route', async () => {
    const [answer, expected] = await Promise.all([probe, plain].map(({ url }) => fetch(`${url}/probe/report`)));
    expect(await lasting(answer!)).toEqual(await lasting(expected!));
    expect(direct).toEqual(['report']);
  });

  it('writes its refusals as any other route', async () => {
    const answer = await fetch(`${probe.url}/probe/echo/refused`);
    expect([answer.status, await answer.text(), direct]).toEqual([404, 'refused as missing\n', ['refused']]);
  });

  it.each([
    ['another host', 'Host: evil.example\r\n\r\n', 421],
    ['no host', '\r\n', 400],
    ['two hosts', 'Host: localhost\r\nHost: localhost\r\n\r\n', 400],
  ])('is behind the gate: %s', async (_what, rest, status) => {
    const { text } = await sendRaw(probe.port, `GET /probe/echo/abc HTTP/1.1\r\nConnection: close\r\n${rest}`);
    expect([text.slice(0, 12), direct]).toEqual([`HTTP/1.1 ${status}`, []]);
  });

  it('keeps its place among the answers of a connection', async () => {
    const get = (target: string) => `GET ${target} HTTP/1.1\r\nHost: localhost\r\n\r\n`;
    const targets = ['/probe/echo/a', '/probe/exact', '/probe/echo/abc'];
    const { text } = await sendRaw(probe.port, `${targets.map(get).join('')}nonsense\r\n\r\n`);
    expect(text.match(/(?<=\r\n\r\n)\{[^}]*\}|malformed request/g)).toEqual([
      '{"length":1}',
      '{"units":9007199254740993,"balance":10.50000000,"none":null}',
      '{"length":3}',
      'malformed request',
    ]);
    expect(direct).toEqual(['a', 'abc']);
  });
});
