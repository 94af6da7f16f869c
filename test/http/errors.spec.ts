import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ProbeApp, startProbe } from './support/probe-app.js';

let plain: ProbeApp;
let detail: ProbeApp;

beforeAll(async () => {
  plain = await startProbe();
  detail = await startProbe({ errors: 'detail' });
});
afterAll(async () => {
  await plain.app.close();
  await detail.app.close();
});

describe('an error of the ledger', () => {
  it.each([
    ['invalid', 400],
    ['denied', 403],
    ['missing', 404],
    ['conflict', 409],
    ['throttled', 429],
    ['unavailable', 503],
  ])('of kind %s answers %i in one plain line', async (kind, status) => {
    const answer = await fetch(`${plain.url}/probe/refusals/${kind}`);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(await answer.text()).toBe(`refused as ${kind}\n`);
  });

  it('tells a throttled caller when to come back', async () => {
    const answer = await fetch(`${plain.url}/probe/refusals/throttled`);
    expect(answer.headers.get('retry-after')).toBe('30');
  });

  it('is RFC 9457 for a caller who prefers that', async () => {
    const answer = await fetch(`${plain.url}/probe/refusals/conflict`, {
      headers: { accept: 'application/problem+json, text/plain;q=0.5' },
    });
    expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect(await answer.json()).toEqual({
      type: 'about:blank',
      title: 'Conflict',
      status: 409,
      detail: 'refused as conflict',
      code: 'probe_conflict',
    });
  });

  it('carries the status of an adapter that refuses with one of its own', async () => {
    const answer = await fetch(`${plain.url}/probe/not-configured`);
    expect([answer.status, await answer.text()]).toEqual([500, 'database not configured\n']);
  });

  it('is a ready JSON body where the specification wants one', async () => {
    const answer = await fetch(`${plain.url}/probe/wrong-otp`);
    expect(answer.status).toBe(401);
    expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(await answer.json()).toEqual({ success: false, message: 'invalid or expired otp' });
  });

  it('says nothing of a bug to the caller and everything to the log, once', async () => {
    const answer = await fetch(`${plain.url}/probe/bug`);
    expect([answer.status, await answer.text()]).toEqual([500, 'internal error\n']);
    const requestId = answer.headers.get('x-request-id');
    const lines = plain.logLines().filter((line) => line.requestId === requestId && line.msg === 'request failed');
    expect(lines).toHaveLength(1);
    expect(lines[0]?.err).toMatchObject({ message: 'secret detail', cause: { message: 'deeper' } });
  });
});

describe('an error of the registry', () => {
  it('is a detail', async () => {
    const answer = await fetch(`${detail.url}/probe/refusals/missing`, {
      headers: { accept: 'application/json, text/plain, */*' },
    });
    expect([answer.status, await answer.json()]).toEqual([404, { detail: 'refused as missing' }]);
  });

  it('lists every field that cannot be read', async () => {
    const answer = await fetch(`${detail.url}/probe/listed`, {
      method: 'POST',
      body: '{"amount":"1"}',
      headers: { 'content-type': 'application/json' },
    });
    expect(answer.status).toBe(422);
    expect(await answer.json()).toEqual({
      detail: [
        { loc: ['body', 'name'], msg: 'Field required', type: 'missing' },
        { loc: ['body', 'amount'], msg: 'Input should be a valid integer', type: 'int_type' },
      ],
    });
  });

  it('is 422 for an empty body and for broken JSON', async () => {
    const empty = await fetch(`${detail.url}/probe/listed`, { method: 'POST' });
    expect([empty.status, await empty.json()]).toEqual([
      422,
      { detail: [{ loc: ['body'], msg: 'Field required', type: 'missing' }] },
    ]);
    const broken = await fetch(`${detail.url}/probe/listed`, {
      method: 'POST',
      body: '{bad',
      headers: { 'content-type': 'application/json' },
    });
    expect([broken.status, await broken.json()]).toEqual([
      422,
      { detail: [{ loc: ['body'], msg: 'JSON decode error', type: 'json_invalid' }] },
    ]);
  });

  it('is worded as its clients expect for unknown routes and methods', async () => {
    const unknown = await fetch(`${detail.url}/nowhere`);
    expect([unknown.status, await unknown.json()]).toEqual([404, { detail: 'Not Found' }]);
    const wrong = await fetch(`${detail.url}/probe/exact`, { method: 'DELETE' });
    expect([wrong.status, await wrong.json()]).toEqual([405, { detail: 'Method Not Allowed' }]);
  });
});
