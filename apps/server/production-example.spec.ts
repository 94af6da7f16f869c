import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { readLedgerConfig } from '../ledger-api/ledger.config.js';
import { readRegistryConfig } from '../registry-api/registry.config.js';
import { readServerConfig } from './server.config.js';

const ROOT = join(import.meta.dirname, '..', '..');
const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');

/** What an operator puts into production.env. */
const CHOSEN: Record<string, string | undefined> = Object.fromEntries(
  read('config/production.env.example')
    .split('\n')
    .filter((line) => /^\w+=/.test(line))
    .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
);

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

describe('docker-compose.ledger.yml', () => {
  const text = read('docker-compose.ledger.yml');
  const services = parse(filledIn(text), { schema: 'failsafe' }).services;
  const environment: Record<string, string> = services.mizan.environment;

  it('starts the ledger alone, and asks its operator for nothing of the registry', () => {
    const server = readServerConfig(environment);
    expect(server).toMatchObject({ mode: 'production', hostNames: ['wallet.example.com'], apis: ['ledger'] });
    expect(readLedgerConfig('/data', server.mode, environment).administrators).toHaveLength(2); // as many as approve an order
    expect(text).not.toMatch(/REGISTRY|FLOPCOIN/);
  });

  it('is the rest of docker-compose.production.yml', () => {
    const whole = parse(filledIn(read('docker-compose.production.yml')), { schema: 'failsafe' }).services;
    expect(services.postgres).toEqual(whole.postgres);
    const { SERVE: _, PUBLIC_HOSTS: __, ...kept } = environment;
    expect({ ...whole.mizan, environment: { ...whole.mizan.environment, ...kept } }).toEqual(whole.mizan);
    const { environment: ___, ...mizan } = services.mizan;
    expect(whole.mizan).toMatchObject(mizan);
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
