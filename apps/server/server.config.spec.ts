import { ConfigurationFaults } from '@app/infrastructure/configuration/configuration-faults.js';
import { describe, expect, it } from '@jest/globals';
import { readServerConfig } from './server.config.js';

function faultsOf(environment: Record<string, string>): readonly string[] {
  try {
    readServerConfig(environment);
    return [];
  } catch (error) {
    if (error instanceof ConfigurationFaults) return error.lines;
    throw error;
  }
}

describe('a server that is told nothing', () => {
  it('is a demo on loopback with an embedded database', () => {
    expect(readServerConfig({})).toEqual({
      mode: 'demo',
      apis: ['ledger', 'registry'],
      host: '127.0.0.1',
      ports: { ledger: 8080, registry: 8000 },
      trustedProxies: [],
      hostNames: expect.arrayContaining(['localhost', '127.0.0.1', '[::1]']),
      dataDirectory: './data',
      storage: { kind: 'embedded', directory: './data' },
      ledgerStorage: { kind: 'embedded', directory: './data' },
      logLevel: 'info',
      corsOrigins: ['http://localhost:3000'],
      docs: true,
      metrics: true,
      rateLimit: false,
      strictTransport: false,
      isExposedDemo: false,
    });
  });
});

describe('the storage of a server', () => {
  it('is what one variable says', () => {
    expect(readServerConfig({ PERSISTENCE: 'memory' }).storage).toEqual({ kind: 'memory' });
    const url = 'postgresql://u:p@h/db';
    expect(readServerConfig({ DATABASE_URL: url }).storage).toEqual({ kind: 'postgres', url });
  });

  it('is not what two of them say', () => {
    const [line, ...more] = faultsOf({ PERSISTENCE: 'memory', DATABASE_URL: 'postgres://u:hidden@h/db' });
    expect(line).toMatch(/^DATABASE_URL, PERSISTENCE: /);
    expect(line).not.toMatch('hidden');
    expect(more).toEqual([]);
  });

  it('is Supabase for the ledger alone when both of its variables are set', () => {
    const url = 'https://x.supabase.co';
    const { storage, ledgerStorage } = readServerConfig({
      SUPABASE_URL: `${url}/rest/v1/`,
      SUPABASE_KEY: 'sb_secret_x',
    });
    expect(ledgerStorage).toEqual({ kind: 'supabase', url, key: 'sb_secret_x' });
    expect(storage).toEqual({ kind: 'embedded', directory: './data' });
    expect(faultsOf({ SUPABASE_URL: url })).toEqual([expect.stringMatching(/^SUPABASE_KEY: SUPABASE_URL is set/)]);
    expect(faultsOf({ SUPABASE_KEY: 'k' })).toEqual([expect.stringMatching(/^SUPABASE_URL: SUPABASE_KEY is set/)]);
    expect(faultsOf({ SUPABASE_URL: url, SUPABASE_KEY: 'k', DATABASE_URL: 'postgres://h/db' })).toEqual([
      expect.stringMatching(/^DATABASE_URL, SUPABASE_URL: each names a database/),
    ]);
  });

  it.each([
    ['file:///etc/passwd', /must be a URL/],
    ['x.supabase.co', /must be a URL/],
    ['http://x.supabase.co', /must begin with https/],
    ['https://user:hidden@x.supabase.co', /must hold no user name or password/],
    ['https://169.254.169.254', /must not point at/],
    ['https://x.supabase.co/?apikey=hidden', /must end with the host or a path/],
  ])('is no Supabase project at %s', (SUPABASE_URL, fault) => {
    const [line, ...more] = faultsOf({ SUPABASE_URL, SUPABASE_KEY: 'k' });
    expect(line).toMatch(fault);
    expect(line).not.toMatch('hidden');
    expect(more).toEqual([]);
  });

  it('does not take the public key of a Supabase project for the secret one', () => {
    const token = (role: string) => `e30.${Buffer.from(JSON.stringify({ role })).toString('base64url')}.sig`;
    const SUPABASE_URL = 'http://localhost:54321';
    for (const SUPABASE_KEY of ['sb_publishable_x', token('anon'), token('authenticated')]) {
      const [line, ...more] = faultsOf({ SUPABASE_URL, SUPABASE_KEY });
      expect([line, more]).toEqual([expect.stringMatching(/^SUPABASE_KEY: must be the secret key/), []]);
      expect(line).not.toMatch(SUPABASE_KEY);
    }
    expect(faultsOf({ SUPABASE_URL, SUPABASE_KEY: token('service_role') })).toEqual([]);
  });
});

describe('the mode of a server', () => {
  it('never falls back to demo by accident', () => {
    expect(faultsOf({ APP_MODE: 'prod' })).toEqual([
      expect.stringMatching(/^APP_MODE: "prod" is not one of demo, production/),
    ]);
    expect(faultsOf({ NODE_ENV: 'production' })).toEqual([expect.stringMatching(/^APP_MODE: NODE_ENV=production/)]);
    expect(faultsOf({ NODE_ENV: 'production', APP_MODE: 'demo' })).toEqual([]);
    expect(faultsOf({ NODE_ENV: 'test' })).toEqual([]);
  });
});

describe('the address of a server', () => {
  it('is loopback, unless its operator insists', () => {
    for (const HOST of ['localhost', '::1', '127.0.0.2']) expect(faultsOf({ HOST })).toEqual([]);
    for (const HOST of ['0.0.0.0', '::', '192.168.1.5', 'example.com', '127.evil.example', '0127.0.0.1']) {
      expect(faultsOf({ HOST })).toEqual([expect.stringMatching(/^HOST: .*ALLOW_INSECURE_DEMO=1/)]);
    }
    const exposed = readServerConfig({ HOST: '0.0.0.0', ALLOW_INSECURE_DEMO: '1' });
    expect([exposed.isExposedDemo, exposed.hostNames]).toEqual([true, undefined]);
  });

  it('gives each API a port of its own', () => {
    expect(faultsOf({ LEDGER_PORT: '9000', REGISTRY_PORT: '9000' })).toEqual([
      expect.stringMatching(/^LEDGER_PORT, REGISTRY_PORT: /),
    ]);
    expect(faultsOf({ LEDGER_PORT: '0', REGISTRY_PORT: '0' })).toEqual([]);
    expect(faultsOf({ SERVE: 'ledger', LEDGER_PORT: '8000' })).toEqual([]);
  });
});
