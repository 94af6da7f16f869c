import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const read = (file: string) => readFileSync(join(import.meta.dirname, '..', '..', file), 'utf8');
const EXAMPLE = [...read('config/production.env.example').matchAll(/^#?([A-Z][A-Z0-9_]*)=/gm)].map(([, name]) => name);
/** What the form with the ledger alone leaves out. */
const REGISTRY = ['REGISTRY_HOST', 'FLOPCOIN_RPC_HOST', 'FLOPCOIN_RPC_USER', 'FLOPCOIN_RPC_PASSWORD'];
const DOCUMENTED = read('docs/configuration.md');

describe.each([
  ['docker-compose.production.yml', EXAMPLE],
  ['docker-compose.ledger.yml', EXAMPLE.filter((name) => !REGISTRY.includes(name!))],
])('%s', (file, names) => {
  const text = read(file);

  it('takes the variables of the example, all of them and no others', () => {
    const taken = new Set([...text.matchAll(/\$\{([A-Z0-9_]+)/g)].map(([, name]) => name));
    expect([...taken].toSorted()).toEqual(names.toSorted());
  });

  it('tells the server what limits money, and nothing that the server does not know', () => {
    const [, environment = ''] = /\n {2}mizan:\n.*?\n {4}environment:\n(.*?)\n {4}volumes:/s.exec(text)!;
    const told = [...environment.matchAll(/^ {6}([A-Z0-9_]+):/gm)].map(([, name]) => name!);
    const limits = [...DOCUMENTED.matchAll(/^\| `((?:TREASURY|SEND_LIMIT|STEP_UP)_\w+)`/gm)].map(([, name]) => name!);
    expect(limits.length).toBeGreaterThan(5);
    expect(told).toEqual(expect.arrayContaining(limits));
    for (const name of told) expect(DOCUMENTED).toContain(`\`${name}\``);
  });
});
