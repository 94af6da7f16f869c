import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const PROJECT = join(import.meta.dirname, '..', '..');

/** What an operator may leave in the tree, on purpose or by mistake. */
const SECRETS = [
  'master.key',
  'operator.key',
  'config/master.key',
  'apps/server/some.key',
  'node_001.pem',
  'keys/node_001.pem',
  // While a node's key is replaced the new one has this name, and copies of keys have such names.
  'node_001.pem.new',
  'keys/node_001.pem.old',
  'master.key.bak',
  'data/master.key',
  'data/database/cluster/PG_VERSION',
  'data-core/master.key',
  'data-core/database/lock',
  'deploy/data-stage/devnet.seed',
  'secrets/master.key',
  'ledger.backup',
  'ledger.backup.0123456789ab.partial',
  '.env',
  '.env.production',
  'production.env',
  'config/wallet.yaml',
];

/** What is built and started, and the examples that are no secrets. */
const NEEDED = [
  'package.json',
  'package-lock.json',
  '.npmrc',
  'nest-cli.json',
  'tsconfig.json',
  'tsconfig.build.json',
  'ormconfig.ts',
  'bin/mizan.mjs',
  'LICENSE',
  'README.md',
  'apps/server/main.ts',
  'libs/identity/model/personal-data.ts',
  'libs/infrastructure/crypto/master-key.ts',
  'apps/cli/registry/key-file.ts',
];

describe('git', () => {
  const isIgnored = (path: string) =>
    spawnSync('git', ['check-ignore', '--no-index', '-q', path], { cwd: PROJECT }).status === 0;

  it.each(SECRETS)('ignores %s', (path) => expect(isIgnored(path)).toBe(true));

  it('ignores nothing that is kept in it', () => {
    const kept = spawnSync('git', ['ls-files', '--cached', '--ignored', '--exclude-standard'], { cwd: PROJECT });
    expect([kept.status, String(kept.stdout)]).toEqual([0, '']);
    for (const path of [...NEEDED, '.env.example', 'config/wallet.example.yaml'])
      expect([path, isIgnored(path)]).toEqual([path, false]);
  });
});

describe('an image', () => {
  const lines = readFileSync(join(PROJECT, '.dockerignore'), 'utf8').split('\n');
  const rules = lines.filter((line) => line !== '' && !line.startsWith('#')).map(ruleOf);
  const isIgnored = (path: string) =>
    rules.reduce((ignored, { excepts, matches }) => (matches.test(path) ? !excepts : ignored), false);

  it.each(SECRETS)('is built without %s', (path) => expect(isIgnored(path)).toBe(true));

  it.each(NEEDED)('is built with %s', (path) => expect(isIgnored(path)).toBe(false));

  it('gets its key as a file that is mounted when it starts: no build argument, no key by value', () => {
    const dockerfile = readFileSync(join(PROJECT, 'Dockerfile'), 'utf8');
    expect(dockerfile).not.toMatch(/^\s*(ARG|ENV)\b.*(KEY|PASSPHRASE|PASSWORD|TOKEN|SECRET)/im);
    expect(dockerfile.match(/^COPY (?!--from).*$/gm)).toEqual([
      'COPY package.json package-lock.json .npmrc ./',
      'COPY . .',
      'COPY package.json package-lock.json .npmrc ./',
      'COPY bin bin',
      'COPY LICENSE README.md ./',
    ]);
    const compose = readFileSync(join(PROJECT, 'docker-compose.production.yml'), 'utf8');
    expect(compose).toMatch(/^ {6}MASTER_KEY_FILE: \/run\/master\.key$/m);
    expect(compose).toMatch(/^ {6}- \$\{MASTER_KEY_FILE:-\/etc\/mizan\/master\.key\}:\/run\/master\.key:ro$/m);
  });
});

it('the documents make keys outside the tree', () => {
  for (const file of [
    'docs/configuration.md',
    'docs/deploying.md',
    'docs/security.md',
    'docs/keys-and-backup.md',
    'docker-compose.production.yml',
  ]) {
    const text = readFileSync(join(PROJECT, file), 'utf8');
    const places = [...text.matchAll(/head -c 32 \/dev\/urandom[^\n]*?> ?(\S+)|openssl rand -out (\S+)/g)].map(
      (made) => made[1] ?? made[2],
    );
    for (const place of places) expect([file, place]).toEqual([file, expect.stringMatching(/^(\/|"?\$HOME|~|FILE)/)]);
  }
});

/** A line of .dockerignore: patterns of Go's filepath.Match from the root, with `**`; what is below a match is matched too. */
function ruleOf(line: string): { excepts: boolean; matches: RegExp } {
  const excepts = line.startsWith('!');
  const pattern = line.replace(/^!/, '').replace(/^\/|\/$/g, '');
  const source = pattern.replace(/\*\*\/|\*\*|\*|\?|[^*?]+?/g, (part) => {
    if (part === '**/') return '(?:.*/)?';
    if (part === '**') return '.*';
    if (part === '*') return '[^/]*';
    return part === '?' ? '[^/]' : part.replace(/[.+^${}()|[\]\\]/g, '\\$&');
  });
  return { excepts, matches: new RegExp(`^${source}(?:/.*)?$`) };
}
