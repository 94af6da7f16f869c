import { request } from 'node:http';
import { demandAccessRules, setAccessRule } from '@app/infrastructure/http/access-rules.js';
import { Metrics } from '@app/infrastructure/metrics/metrics.js';
import { Administrators } from '@app/kernel';
import { Controller, Get, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { type ProbeApp, startProbe } from './support/probe-app.js';

class OneAdministrator extends Administrators {
  override async recognise(token: string): Promise<string | undefined> {
    return token === 'right' ? 'amina' : undefined;
  }
}

const PUBLIC = 'wallet.example.com';
const BEHIND_TLS = { 'X-Forwarded-For': '203.0.113.9', 'X-Forwarded-Proto': 'https' };
const BEHIND_HTTP = { 'X-Forwarded-For': '203.0.113.9', 'X-Forwarded-Proto': 'http' };

interface Answer {
  status: number;
  text: string;
}

function ask(probe: ProbeApp, method: string, path: string, headers: Record<string, string>): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port: probe.port, method, path, headers }, (answer) => {
      let text = '';
      answer.on('data', (chunk) => {
        text += chunk;
      });
      answer.on('end', () => resolve({ status: answer.statusCode!, text }));
    });
    sent.on('error', reject).end();
  });
}

describe('a server that strangers reach through a trusted proxy', () => {
  let probe: ProbeApp;
  beforeAll(async () => {
    probe = await startProbe({
      hosts: [PUBLIC],
      exposed: { trustedProxies: ['127.0.0.1'] },
      metrics: new Metrics('ledger'),
      administrators: new OneAdministrator(),
    });
  });
  afterAll(() => probe.app.close());
  const through = (method: string, path: string, headers: Record<string, string>) =>
    ask(probe, method, path, { Host: PUBLIC, ...headers });

  it('answers to its public names, whatever the port and the case', async () => {
    for (const Host of [PUBLIC, `${PUBLIC}:443`, 'WALLET.Example.COM'])
      expect((await through('GET', '/probe/exact', { Host, ...BEHIND_TLS })).status).toBe(200);
  });

  it('does not answer to other names, nor to loopback’s through the proxy', async () => {
    for (const Host of ['evil.example', 'localhost', '127.0.0.1', '10.0.0.7', `${PUBLIC}.evil.example`])
      expect((await through('GET', '/probe/exact', { Host, ...BEHIND_TLS })).status).toBe(421);
  });

  it('answers a health check of its own machine, which names loopback', async () => {
    for (const Host of ['localhost:8080', '127.0.0.1', '[::1]:8080'])
      expect((await ask(probe, 'GET', '/probe/exact', { Host })).status).toBe(200);
  });

  it('wants TLS for whatever carries a secret, and serves public reads without', async () => {
    expect((await through('GET', '/probe/exact', BEHIND_HTTP)).status).toBe(200);
    const secrets: [string, string, Record<string, string>][] = [
      ['POST', '/probe/bodyless', {}],
      ['POST', '/no/such/route', {}],
      ['GET', '/probe/exact', { Authorization: 'Bearer t' }],
      ['HEAD', '/probe/exact', { Authorization: 'Basic dTpw' }],
      ['GET', '/probe/exact', { 'X-Mizan-Signature': 'ab' }],
    ];
    for (const [method, path, headers] of secrets) {
      const refused = await through(method, path, { ...headers, ...BEHIND_HTTP });
      expect([method, refused.status, refused.text]).toEqual([method, 403, method === 'HEAD' ? '' : 'TLS required\n']);
      expect((await through(method, path, { ...headers, ...BEHIND_TLS })).status).not.toBe(403);
    }
  });

  it('lets a caller on its own machine do without TLS', async () => {
    expect((await ask(probe, 'POST', '/probe/bodyless', { Host: 'localhost' })).status).toBe(200);
  });

  it('logs the caller that the proxy names, and of several the one that it saw itself', async () => {
    await through('GET', '/probe/echo/forged', { ...BEHIND_TLS, 'X-Forwarded-For': '127.0.0.1, 198.51.100.7' });
    const line = probe.logLines().find(({ route, ip }) => route === '/probe/echo/:text' && ip !== '127.0.0.1');
    expect(line?.ip).toBe('198.51.100.7');
  });

  it('shows its metrics to its own machine and to administrators, not through the proxy', async () => {
    expect((await ask(probe, 'GET', '/metrics', { Host: 'localhost' })).status).toBe(200);
    expect((await through('GET', '/metrics', BEHIND_TLS)).status).toBe(403);
    expect((await through('GET', '/metrics', { ...BEHIND_TLS, Authorization: 'Bearer wrong' })).status).toBe(403);
    expect((await through('GET', '/metrics', { ...BEHIND_TLS, Authorization: 'Bearer right' })).status).toBe(200);
  });
});

describe('a server that was told of no proxy, and has one', () => {
  let probe: ProbeApp;
  beforeAll(async () => {
    probe = await startProbe({
      hosts: [PUBLIC],
      exposed: { trustedProxies: [] },
      metrics: new Metrics('ledger'),
    });
  });
  afterAll(() => probe.app.close());

  it('believes nothing that it says: no TLS, no address, no loopback', async () => {
    const headers = { Host: PUBLIC, ...BEHIND_TLS, 'X-Forwarded-For': '198.51.100.8' };
    expect((await ask(probe, 'POST', '/probe/bodyless', headers)).status).toBe(403);
    expect((await ask(probe, 'GET', '/metrics', headers)).status).toBe(403);
    expect((await ask(probe, 'GET', '/probe/exact', { ...headers, Host: 'localhost' })).status).toBe(421);
    expect(probe.logLines().map(({ ip }) => ip)).not.toContain('198.51.100.8');
  });
});

describe('a demo', () => {
  it('answers to loopback’s names only, and to no page elsewhere that makes a browser post', async () => {
    const probe = await startProbe({ hosts: ['localhost', '127.0.0.1'] });
    const from = (site: string) => ({ Host: 'localhost', 'Sec-Fetch-Site': site });
    try {
      expect((await ask(probe, 'GET', '/probe/exact', { Host: 'rebound.example' })).status).toBe(421);
      expect((await ask(probe, 'POST', '/probe/bodyless', from('cross-site'))).status).toBe(403);
      expect((await ask(probe, 'POST', '/probe/bodyless', from('same-site'))).status).toBe(403);
      expect((await ask(probe, 'POST', '/probe/bodyless', from('same-origin'))).status).toBe(200);
      expect((await ask(probe, 'POST', '/probe/bodyless', from('none'))).status).toBe(200);
    } finally {
      await probe.app.close();
    }
  });
});

describe('a route that says nothing about who may use it', () => {
  class Ruled {
    open() {
      return {};
    }
  }
  class Silent extends Ruled {
    forgotten() {
      return {};
    }
  }
  // Written out because a decorator that is missing is the case here.
  for (const [prototype, name] of [
    [Ruled.prototype, 'open'],
    [Silent.prototype, 'forgotten'],
  ] as const) {
    Get(name)(prototype, name, Object.getOwnPropertyDescriptor(prototype, name)!);
  }
  setAccessRule('anyone')(Ruled.prototype, 'open', Object.getOwnPropertyDescriptor(Ruled.prototype, 'open')!);
  const appOf = async (controller: new () => object) => {
    Controller('c')(controller);
    class Root {}
    Module({ controllers: [controller] })(Root);
    return NestFactory.createApplicationContext(Root, { logger: false });
  };

  it('stops the start, by name', async () => {
    const silent = await appOf(Silent);
    expect(() => demandAccessRules(silent)).toThrow('routes that say nothing about who may use them: Silent.forgotten');
    await silent.close();
    const ruled = await appOf(Ruled);
    expect(() => demandAccessRules(ruled)).not.toThrow();
    await ruled.close();
  });
});
