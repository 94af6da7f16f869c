import type { RateLimits } from '@app/infrastructure/http/rate-limits.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ProbeApp, startProbe } from './support/probe-app.js';
import { sendRaw } from './support/raw-socket.js';

const LIMITS: RateLimits = {
  classes: {
    reads: { limit: 3, windowSeconds: 60 },
    writes: { limit: 2, windowSeconds: 60 },
    keys: { limit: 1, windowSeconds: 60 },
  },
  routes: { 'GET /probe/report': 'keys', 'POST /probe/bodyless': 'unlimited' },
};
const ask = async (url: string, path: string, method = 'GET', headers: Record<string, string> = {}) => {
  const answer = await fetch(`${url}${path}`, { method, headers });
  return { status: answer.status, text: await answer.text(), headers: answer.headers };
};

describe('an address that asks too much', () => {
  let probe: ProbeApp;
  beforeAll(async () => {
    probe = await startProbe({ rateLimits: LIMITS });
  });
  afterAll(() => probe.app.close());

  it('is told what is left, then 429 and when to come back', async () => {
    const { headers } = await ask(probe.url, '/probe/exact');
    expect(headers.get('ratelimit-policy')).toBe('"reads";q=3;w=60');
    expect(headers.get('ratelimit')).toMatch(/^"reads";r=2;t=\d+$/);
    await ask(probe.url, '/probe/echo/a');
    await ask(probe.url, '/probe/exact', 'HEAD');
    const refused = await ask(probe.url, '/probe/exact', 'GET', { 'x-forwarded-for': '1.2.3.4' });
    expect([refused.status, refused.text]).toEqual([429, 'too many requests\n']);
    expect(refused.headers.get('ratelimit')).toMatch(/^"reads";r=0;t=\d+$/);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(refused.headers.get('cache-control')).toBe('no-store');
  });

  it('may still use the routes of other classes, and always those without a limit', async () => {
    expect((await ask(probe.url, '/probe/report')).status).toBe(200);
    expect((await ask(probe.url, '/probe/report')).status).toBe(429);
    for (let times = 0; times < 20; times++) {
      const { status, headers } = await ask(probe.url, '/probe/bodyless', 'POST');
      expect([status, headers.get('ratelimit')]).toEqual([200, null]);
    }
  });

  it('is refused before its body is read', async () => {
    const post = 'POST /probe/fields HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n';
    for (let times = 0; times < 2; times++) await sendRaw(probe.port, `${post}Content-Length: 0\r\n\r\n`);
    const refused = await sendRaw(probe.port, `${post}Content-Length: 1000\r\n\r\n`);
    expect(refused.text).toMatch(/^HTTP\/1\.1 429 /);
  });

  it('is counted by what it asks for: rows of a list, and bytes of a body', async () => {
    const limits = { reads: { limit: 40, windowSeconds: 60 }, writes: { limit: 9, windowSeconds: 60 } };
    const lists = { 'GET /probe/items': 1_000 };
    const counting = await startProbe({ rateLimits: { classes: limits, routes: {}, lists } });
    const left = async (path: string) => (await ask(counting.url, path)).headers.get('ratelimit')?.split(';')[1];
    expect(await left('/probe/items')).toBe('r=30');
    expect(await left('/probe/items?limit=1000')).toBe('r=20');
    expect(await left('/probe/items?limit=250')).toBe('r=17');
    expect(await left('/probe/items?limit=2')).toBe('r=16');
    expect(await left('/probe/items?limit=many')).toBe('r=15');
    expect(await left('/probe/exact?limit=1000')).toBe('r=14');
    expect(await left('/probe/items')).toBe('r=4');
    expect((await ask(counting.url, '/probe/items')).status).toBe(429);
    const body = { method: 'POST', body: JSON.stringify('x'.repeat(60_000)) };
    const headers = { 'content-type': 'application/json' };
    const send = () => fetch(`${counting.url}/probe/large`, { ...body, headers });
    expect((await send()).headers.get('ratelimit')).toMatch(/^"writes";r=5;/);
    await send();
    expect((await send()).status).toBe(429);
    await counting.app.close();
  });

  it('gets what it asks for where no limits are set', async () => {
    const free = await startProbe();
    for (let times = 0; times < 20; times++) {
      const { status, headers } = await ask(free.url, '/probe/exact');
      expect([status, headers.get('ratelimit')]).toEqual([200, null]);
    }
    await free.app.close();
  });
});

describe('a class of limits that is not defined', () => {
  it('stops the start', async () => {
    const limits: RateLimits = { ...LIMITS, routes: { 'GET /probe/report': 'unheard-of' } };
    await expect(startProbe({ rateLimits: limits })).rejects.toThrow('there is no class unheard-of of limits');
  });
});

describe('the headers that browsers heed', () => {
  let probe: ProbeApp;
  beforeAll(async () => {
    probe = await startProbe({
      strictTransport: true,
      docs: { title: 'Probe', version: '1.0.0', description: '', errors: 'plain-text' },
    });
  });
  afterAll(() => probe.app.close());

  const ALWAYS = {
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none';frame-ancestors 'none'",
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    'strict-transport-security': 'max-age=31536000',
    'x-content-type-options': 'nosniff',
  };

  it.each(['/probe/exact', '/probe/bug', '/probe/stream?to=3', '/nowhere'])('are on the answer of %s', async (path) => {
    const { headers } = await ask(probe.url, path);
    expect(Object.fromEntries(headers)).toMatchObject(ALWAYS);
    expect([headers.get('server'), headers.get('x-powered-by')]).toEqual([null, null]);
  });

  it('are on the answer to what is no request', async () => {
    const { text } = await sendRaw(probe.port, 'nonsense\r\n\r\n');
    for (const [name, value] of Object.entries(ALWAYS)) expect(text.toLowerCase()).toContain(`\r\n${name}: ${value}`);
  });

  it('let the pages of the documentation run their own scripts, and no page frame or cache keep them', async () => {
    for (const path of ['/docs', '/docs/swagger-ui-bundle.js', '/docs/swagger-ui.css', '/docs/openapi.json']) {
      const { status, headers } = await ask(probe.url, path);
      expect([path, status, headers.get('cache-control')]).toEqual([path, 200, 'no-store']);
      expect(headers.get('content-security-policy')).toBe(
        "default-src 'none';script-src 'self';style-src 'self' 'unsafe-inline';img-src 'self' data:;connect-src 'self';base-uri 'none';form-action 'none';frame-ancestors 'none'",
      );
    }
    const page = (await ask(probe.url, '/docs')).text;
    const scripts = [...page.matchAll(/<script\b([^>]*)>([^<]*)/g)];
    expect(scripts.length).toBeGreaterThan(0);
    expect(scripts.filter(([, attributes, text]) => !/src=/.test(attributes!) || text!.trim() !== '')).toEqual([]);
  });

  it('do not bind browsers to HTTPS where there is none', async () => {
    const plain = await startProbe();
    expect((await ask(plain.url, '/probe/exact')).headers.get('strict-transport-security')).toBeNull();
    await plain.app.close();
  });
});
