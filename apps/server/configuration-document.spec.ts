import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readLedgerConfig } from '../ledger-api/ledger.config.js';
import { readRegistryConfig } from '../registry-api/registry.config.js';
import { environmentExample, withTables } from './configuration-document.js';
import { readServerConfig } from './server.config.js';

const ROOT = join(import.meta.dirname, '..', '..');
const text = readFileSync(join(ROOT, '.env.example'), 'utf8');
const example = new Map(
  text
    .split('\n')
    .filter((line) => /^\w+=/.test(line))
    .map((line) => line.split(/=(.*)/s) as [string, string]),
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

describe('.env.example', () => {
  it('is up to date; else: npm run configuration', () => expect(text).toBe(environmentExample()));

  it('names every variable that is read, and no other', () => {
    const read = namesRead();
    expect(read.size).toBeGreaterThan(20);
    expect(new Set(example.keys())).toEqual(read);
  });

  it('configures what is the case with nothing configured', () => {
    expect(readAll(Object.fromEntries(example))).toEqual(readAll({}));
  });
});

describe('docs/configuration.md', () => {
  const document = readFileSync(join(ROOT, 'docs', 'configuration.md'), 'utf8');

  it('is up to date; else: npm run configuration', () => expect(document).toBe(withTables(document)));

  it('is found stale when a default differs', () => {
    const stale = document.replace('| `8080` |', '| `8081` |');
    expect(stale).not.toBe(document);
    expect(withTables(stale)).toBe(document);
  });

  it('has a row for every variable of the example', () => {
    const rows = [...document.matchAll(/^\| `([A-Z][A-Z0-9_]+)` \|/gm)].map(([, name]) => name);
    expect(rows.sort()).toEqual([...example.keys()].sort());
  });
});
