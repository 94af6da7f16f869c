import { networkInterfaces } from 'node:os';
import { documentOf } from '@app/infrastructure/http/openapi/serve-docs.js';
import { Metrics } from '@app/infrastructure/metrics/metrics.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { OpenAPIObject } from '@nestjs/swagger';
import { type ProbeApp, ProbeModule, startProbe } from './support/probe-app.js';

const DESCRIPTION = {
  title: 'Probe',
  version: '1.0.0',
  description: 'A module for tests.',
  errors: 'plain-text',
} as const;
let probe: ProbeApp;

beforeAll(async () => {
  probe = await startProbe({ metrics: new Metrics('probe'), docs: DESCRIPTION });
});
afterAll(() => probe.app.close());

describe('the documentation', () => {
  it('is a page at /docs with its scripts', async () => {
    const page = await fetch(`${probe.url}/docs`);
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html']);
    const text = await page.text();
    expect(text).toMatch('Probe');
    for (const [, path] of text.matchAll(/(?:src|href)="\.\/(docs\/[^"]+)"/g)) {
      expect([path, (await fetch(`${probe.url}/${path}`)).status]).toEqual([path, 200]);
    }
  });

  it('is a document at /docs/openapi.json in which every POST answers 200', async () => {
    const document = (await (await fetch(`${probe.url}/docs/openapi.json`)).json()) as OpenAPIObject;
    const operation = document.paths?.['/probe/fields']?.post;
    expect(Object.keys(operation?.responses ?? {}).sort()).toEqual(['200', '400', '415', '429', '503', 'default']);
    expect(operation?.responses['400']).toMatchObject({
      content: {
        'text/plain': { examples: { invalid_request_body: { value: 'invalid request body\n' } } },
        'application/problem+json': { examples: { invalid_request_body: { value: { code: 'invalid_request_body' } } } },
      },
    });
  });

  it('can be written without starting anything', async () => {
    const document = await documentOf(ProbeModule, DESCRIPTION);
    expect(document).toEqual(await (await fetch(`${probe.url}/docs/openapi.json`)).json());
  });
});

describe('the metrics', () => {
  it('count requests by route, not by path', async () => {
    await fetch(`${probe.url}/probe/echo/abc`);
    await fetch(`${probe.url}/probe/echo/def`);
    await fetch(`${probe.url}/nowhere/${Math.random()}`);
    const answer = await fetch(`${probe.url}/metrics`);
    const text = await answer.text();
    expect(answer.headers.get('content-type')).toMatch(/^text\/plain/);
    expect(text).toMatch(
      /http_request_duration_seconds_count\{api="probe",method="GET",route="\/probe\/echo\/:text",status="200"\} 2/,
    );
    expect(text).toMatch(/route="\(none\)",status="404"/);
    expect(text).not.toMatch('nowhere');
    expect(text).toMatch('process_resident_memory_bytes');
  });

  it('are for callers on this machine only', async () => {
    const address = Object.values(networkInterfaces())
      .flat()
      .find((entry) => entry?.family === 'IPv4' && !entry.internal)?.address;
    if (address === undefined) return console.warn('skipped: this machine has no address but loopback');
    const open = await startProbe({ metrics: new Metrics('probe'), listenOn: '0.0.0.0' });
    const answer = await fetch(`http://${address}:${open.port}/metrics`, {
      headers: { 'x-forwarded-for': '127.0.0.1' },
    });
    await open.app.close();
    expect([answer.status, await answer.text()]).toEqual([
      403,
      'metrics are served on loopback and to administrators only\n',
    ]);
  });
});
