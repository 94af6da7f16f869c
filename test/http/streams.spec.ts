import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type ProbeApp, startProbe, streams } from './support/probe-app.js';
import { sendRaw } from './support/raw-socket.js';

let probe: ProbeApp;

beforeAll(async () => {
  probe = await startProbe();
});
afterAll(() => probe.app.close());
beforeEach(() => {
  streams.produced = 0;
  streams.closed = 0;
});

describe('a streamed list', () => {
  it.each([0, 1, 5_000])('of %i rows is one JSON array', async (rows) => {
    const answer = await fetch(`${probe.url}/probe/stream?to=${rows}`);
    expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(((await answer.json()) as unknown[]).length).toBe(rows);
  });

  it('is read no faster than its reader reads, and is let go when the reader leaves', async () => {
    const socket = connect(probe.port, '127.0.0.1');
    socket.on('error', () => {});
    socket.pause();
    socket.write('GET /probe/stream?to=1000000 HTTP/1.1\r\nHost: a\r\n\r\n');
    let before = -1;
    while (streams.produced !== before) {
      before = streams.produced;
      await delay(300);
    }
    expect(before).toBeGreaterThan(0);
    expect(before).toBeLessThan(500_000);
    socket.destroy();
    await delay(200);
    expect(streams.closed).toBe(1);
  });

  it('is never taken for complete when its source breaks half way', async () => {
    const answer = await sendRaw(
      probe.port,
      'GET /probe/stream-failing-at/5000 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n',
      3_000,
    );
    expect(answer.text).toMatch(/^HTTP\/1\.1 200 /);
    expect(answer.text).not.toMatch(/\r\n0\r\n\r\n$/);
    expect(answer.closedAfterMs).toBeDefined();
    await expect(fetch(`${probe.url}/probe/stream-failing-at/5000`).then((reply) => reply.text())).rejects.toThrow();
    expect(probe.logLines().filter((line) => line.msg === 'answer cut short').length).toBeGreaterThan(0);
  });

  it('is a plain 500 when its source breaks before the first row', async () => {
    const answer = await fetch(`${probe.url}/probe/stream-failing-at/0`);
    expect([answer.status, await answer.text()]).toEqual([500, 'internal error\n']);
  });

  it('is not read at all for HEAD', async () => {
    const answer = await fetch(`${probe.url}/probe/stream?to=1000000`, { method: 'HEAD' });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(streams.produced).toBeLessThan(2_000);
  });
});

describe('a streamed report', () => {
  it('has its scalars and its lists in order', async () => {
    const text = await (await fetch(`${probe.url}/probe/report`)).text();
    expect(text).toMatch(/^\{"total":1152921504606846976,"rows":\[\{"index":0,.*\],"empty":\[\],"last":"end"\}$/);
  });
});

describe('a paged list', () => {
  it('links to its next page, keeping the caller’s other parameters', async () => {
    const seen: number[] = [];
    let path: string | undefined = '/probe/items?limit=4&direction=sent%20%3E';
    while (path !== undefined) {
      const answer: Response = await fetch(`${probe.url}${path}`);
      seen.push(...((await answer.json()) as number[]));
      const link: string | null = answer.headers.get('link');
      path = link?.match(/^<(\/probe\/items\?[^>]*)>; rel="next"$/)?.[1];
      if (link !== null) expect(path).toMatch(/limit=4&direction=sent\+%3E&cursor=[\w-]+$/);
    }
    expect(seen).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it.each(['0', '-1', '1001', 'abc', '1e2', '1.0', '5;drop', '', '+5', '05', '5&limit=9'])(
    'refuses the limit %s',
    async (limit) => {
      const answer = await fetch(`${probe.url}/probe/items?limit=${limit}`);
      expect([answer.status, await answer.text()]).toEqual([400, 'limit must be an integer from 1 to 1000\n']);
    },
  );

  it.each(['abc', '', 'aXRlbXN-MQ==', 'b3RoZXJ-MQ', 'aXRlbXN-LTE', `${'a'.repeat(2_000)}`, 'aXRlbXN-MQ&cursor=x'])(
    'refuses the cursor %s',
    async (cursor) => {
      const answer = await fetch(`${probe.url}/probe/items?cursor=${cursor}`);
      expect([answer.status, await answer.text()]).toEqual([400, 'invalid cursor\n']);
    },
  );
});
