import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readLedgerConfig } from '../ledger-api/ledger.config.js';
import { readRegistryConfig } from '../registry-api/registry.config.js';
import { readServerConfig } from './server.config.js';

const ROOT = join(import.meta.dirname, '..', '..');
const lines = readFileSync(join(ROOT, '.env.example'), 'utf8').split('\n');
const example = new Map(
  lines.filter((line) => /^\w+=/.test(line)).map((line) => line.split(/=(.*)/s) as [string, string]),
);

function readAll(environment: NodeJS.ProcessEnv) {
  const server = readServerConfig(environment);
  return {
    server,
    ledger: readLedgerConfig(server.dataDirectory, server.mode, environment),
    registry: readRegistryConfig(server.dataDirectory, server.mode, environment),
  };
}

/** The names that are looked up in an environment when everything is configured from it. */
function namesRead(): Set<string> {
  const names = new Set<string>();
  const watched = new Proxy<NodeJS.ProcessEnv>(
    {},
    {
      get: (_, name) => {
        names.add(String(name));
        return undefined;
      },
    },
  );
  readAll(watched);
  return names;
}

/** The default that the comment above a name tells where the example leaves it empty. */
function notSet(name: string): string {
  const at = lines.findIndex((line) => line.startsWith(`${name}=`));
  return /Not set: ([0-9.]+)\.$/.exec(lines[at - 1] ?? '')?.[1] ?? '';
}

describe('.env.example', () => {
  it('names every variable that is read, and no other', () => {
    const read = namesRead();
    expect(read.size).toBeGreaterThan(20);
    expect(new Set(example.keys())).toEqual(read);
  });

  it('says what each of them means in the line above it', () => {
    const silent = [...example.keys()].filter((name) => {
      const at = lines.findIndex((line) => line.startsWith(`${name}=`));
      return !lines[at - 1]?.startsWith('# ');
    });
    expect(silent).toEqual([]);
  });

  it('configures what is the case with nothing configured', () => {
    expect(readAll(Object.fromEntries(example))).toEqual(readAll({}));
  });

  it('agrees with the table in docs/configuration.md', () => {
    const configuration = readFileSync(join(ROOT, 'docs', 'configuration.md'), 'utf8');
    const [table = ''] = configuration.split(/^## /m);
    const rows = table.split('\n').flatMap((row) => {
      const [, names = '', value = ''] = row.split('|').map((cell) => cell.trim().replaceAll('`', ''));
      return /^[A-Z]/.test(names) ? names.split(', ').map((name) => [name, value] as const) : [];
    });
    expect(rows.map(([name]) => name).sort()).toEqual([...example.keys()].sort());
    const stated = rows.map(([name, value]) => [name, value || notSet(name)] as const);
    const differing = stated.filter(([name, value]) => value !== (example.get(name) || notSet(name)));
    expect(differing).toEqual([]);
  });
});
