import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { readLedgerConfig } from '../ledger-api/ledger.config.js';
import { readRegistryConfig } from '../registry-api/registry.config.js';
import { readServerConfig } from './server.config.js';

const ROOT = join(import.meta.dirname, '..', '..');
const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');

/** What an operator puts into production.env. */
const CHOSEN: Record<string, string> = {
  LEDGER_HOST: 'wallet.example.com',
  REGISTRY_HOST: 'nodes.example.com',
  ADMIN_TOKEN_HASH: '0'.repeat(64),
  POSTGRES_PASSWORD: 'chosen0by0hand',
  SMTP_URL: 'smtps://mizan:secret@mail.example.com',
  MAIL_FROM: 'Mizan <no-reply@example.com>',
  FLOPCOIN_RPC_HOST: 'core.example.com',
  FLOPCOIN_RPC_USER: 'mizan',
  FLOPCOIN_RPC_PASSWORD: 'also-chosen-by-hand',
};

/** As compose fills in `${NAME:?why}` and `${NAME:-default}`. */
function filledIn(text: string): string {
  return text.replace(/\$\{(\w+):([?-])[^}]*\}/g, (_, name: string, kind: string) => {
    const value = CHOSEN[name];
    if (value === undefined && kind === '?') throw new Error(`${name} is demanded and not chosen`);
    return value ?? '';
  });
}

describe('docker-compose.production.yml', () => {
  const services = parse(filledIn(read('docker-compose.production.yml')), { schema: 'failsafe' }).services;
  const environment: Record<string, string> = services.mizan.environment;

  it('starts both APIs in production with what it demands of its operator', () => {
    const server = readServerConfig(environment);
    expect(server).toMatchObject({ mode: 'production', hostNames: ['wallet.example.com', 'nodes.example.com'] });
    expect(readLedgerConfig('/data', server.mode, environment).faucetEnabled).toBe(false);
    expect(readRegistryConfig('/data', server.mode, environment)).toMatchObject({
      credentials: 'required',
      wallet: { backend: { kind: 'core' }, warnings: [] },
    });
  });

  it('publishes the ports of the proxy alone', () => {
    expect(Object.keys(services).filter((name) => services[name].ports)).toEqual(['caddy']);
  });
});

describe('docs/security.md', () => {
  it('names tests and files that are there', () => {
    const text = read('docs/security.md');
    const named = [...text.matchAll(/`((?:apps|libs|test)\/[\w./-]+\.ts)`|\]\(\.\.\/([\w./-]+)\)/g)].map(
      ([, code, link]) => (code ?? link)!,
    );
    expect(named.length).toBeGreaterThan(25);
    expect(named.filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
  });
});
