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
      web: true,
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

const PRODUCTION = {
  APP_MODE: 'production',
  MASTER_KEY_FILE: '/run/secrets/mizan.key',
  ADMIN_TOKEN_HASH: 'a'.repeat(64),
  SMTP_URL: 'smtps://mizan:secret@mail.example.com',
  MAIL_FROM: 'Mizan <no-reply@example.com>',
  DATABASE_URL: 'postgres://mizan:s0me-long-one@db.example.com/mizan',
  PUBLIC_HOSTS: 'wallet.example.com, WALLET.example.org',
  TRUSTED_PROXIES: '127.0.0.1, 10.0.0.0/8',
};

describe('a server in production', () => {
  it('starts with what strangers need it to have, and shows less of itself than a demo', () => {
    expect(readServerConfig(PRODUCTION)).toMatchObject({
      mode: 'production',
      hostNames: ['wallet.example.com', 'wallet.example.org'],
      trustedProxies: ['127.0.0.1', '10.0.0.0/8'],
      corsOrigins: [],
      docs: false,
      web: false,
      rateLimit: true,
      isExposedDemo: false,
    });
    expect(readServerConfig({ ...PRODUCTION, DOCS: '1', WEB: '1', CORS_ORIGINS: 'https://a.example' })).toMatchObject({
      docs: true,
      web: true,
      corsOrigins: ['https://a.example'],
    });
    expect(faultsOf({ ...PRODUCTION, HOST: '0.0.0.0', NODE_ENV: 'production' })).toEqual([]);
  });

  it('says everything that is missing at once, a line for each', () => {
    const named = faultsOf({ APP_MODE: 'production' }).map((line) => line.split(':', 1)[0]);
    expect(named).toEqual([
      'MASTER_KEY_FILE',
      'ADMIN_TOKEN_HASH',
      'SMTP_URL',
      'MAIL_FROM',
      'DATABASE_URL',
      'PUBLIC_HOSTS',
      'TRUSTED_PROXIES',
    ]);
  });

  it.each(Object.keys(PRODUCTION).filter((name) => name !== 'APP_MODE'))('does not start without %s', (name) => {
    expect(faultsOf({ ...PRODUCTION, [name]: '' })).toEqual([expect.stringMatching(new RegExp(`^${name}: .{20}`))]);
  });

  it('needs no mail where it serves no users', () => {
    expect(faultsOf({ ...PRODUCTION, SERVE: 'registry', SMTP_URL: '', MAIL_FROM: '' })).toEqual([]);
  });

  it('accepts the embedded database by name only, and never one that keeps nothing', () => {
    const embedded = { ...PRODUCTION, DATABASE_URL: '' };
    expect(faultsOf({ ...embedded, ALLOW_EMBEDDED_DB: '1' })).toEqual([]);
    expect(faultsOf({ ...embedded, ALLOW_EMBEDDED_DB: '1', PERSISTENCE: 'memory' })).toEqual([
      expect.stringMatching(/^PERSISTENCE: memory/),
    ]);
  });

  it.each([
    ['OTP_DELIVERY', 'log'],
    ['DATABASE_URL', 'postgres://mizan:your_secure_password@db/mizan'],
    ['DATABASE_URL', 'postgres://mizan:mizan-demo@db/mizan'],
    ['DATABASE_URL', 'postgres://postgres:post%67res@db/mizan'],
    ['ADMIN_TOKEN_HASH', 'mizan_admin_abcdefghijklmnopqrstuvwxyz'],
    ['ADMIN_TOKEN_HASH', `Amina Khan:${'a'.repeat(64)}`],
    ['ADMIN_TOKEN_HASH', `:${'a'.repeat(64)}`],
    ['ADMIN_TOKEN_HASH', `amina:${'a'.repeat(64)},amina:${'b'.repeat(64)}`],
    ['ADMIN_TOKEN_HASH', `${'a'.repeat(64)},administrator-1:${'b'.repeat(64)}`],
    ['ADMIN_TOKEN_HASH', `amina:${'a'.repeat(64)},bilal:${'A'.repeat(64)}`],
    ['PUBLIC_HOSTS', 'https://wallet.example.com'],
    ['PUBLIC_HOSTS', 'wallet.example.com:443'],
    ['PUBLIC_HOSTS', '*'],
    ['TRUSTED_PROXIES', '1'],
    ['TRUSTED_PROXIES', 'loopback'],
    ['TRUSTED_PROXIES', '0.0.0.0/0'],
    ['TRUSTED_PROXIES', '10.0.0.0/33'],
    ['SMTP_URL', 'https://mail.example.com'],
    ['MAIL_FROM', 'nobody'],
    ['ALLOW_EMBEDDED_DB', 'yes'],
  ])('does not start when %s is %s', (name, value) => {
    expect(faultsOf({ ...PRODUCTION, [name]: value })).toEqual([expect.stringMatching(new RegExp(`^${name}: `))]);
  });

  it('repeats no secret in what it says', () => {
    const lines = faultsOf({
      ...PRODUCTION,
      ADMIN_TOKEN_HASH: 'mizan_admin_hidden',
      SMTP_URL: 'smtp//u:hidden@h',
      DATABASE_URL: 'hidden',
    });
    expect(lines).toHaveLength(3);
    expect(lines.join()).not.toMatch('hidden');
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
