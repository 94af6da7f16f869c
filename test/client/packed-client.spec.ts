import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type RunningServer, startServer } from '../support/server.js';
import { InstalledClient, ROOT } from './support/installed-client.js';
import { OUTCOME } from './support/outcome.js';

const PROGRAMS = join(import.meta.dirname, 'programs');

/** The recipes of the README as one program, and what they say that it prints. */
function recipes({ ledgerUrl, registryUrl }: RunningServer): { program: string; printed: string[] } {
  const text = readFileSync(join(ROOT, 'libs/client/README.md'), 'utf8');
  const program = [...text.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code]) => code).join('\n');
  const printed = [...program.matchAll(/console\.log\(.*\); \/\/ (.*)$/gm)].map(([, line]) => line!);
  const atServer = program
    .replaceAll('http://localhost:8080', ledgerUrl)
    .replaceAll('http://localhost:8000', registryUrl);
  return { program: atServer, printed };
}

const MISTAKEN = `import { createLedger } from 'mizan-client';
const ledger = createLedger({ baseUrl: 'http://localhost' });
await ledger.sendTransfer({ to: 'a', amount: 1 });
await ledger.getBalance({});
(await ledger.getBalance({ address: 'a' })).balance * 1.5;
`;

let server: RunningServer;
let client: InstalledClient;

beforeAll(async () => {
  [server, client] = await Promise.all([
    startServer({ env: { LOG_LEVEL: 'warn', DEVNET_BLOCK_INTERVAL_MS: '200' } }),
    InstalledClient.install(),
  ]);
  client.write('recipes.ts', recipes(server).program);
  for (const name of ['journey.ts', 'in-node.ts']) client.write(name, readFileSync(join(PROGRAMS, name), 'utf8'));
}, 60_000);
afterAll(async () => {
  client?.remove();
  await server?.stop();
});

describe('the packed client, installed outside this repository', () => {
  it('compiles with tsc --strict, its own declarations included, where no call has a mistake', async () => {
    client.write('mistaken.ts', MISTAKEN);
    const { stdout } = await client.compile().catch((error) => error);
    const faults = [...stdout.matchAll(/^(\S+)\((\d+),/gm)].map(([, file, line]) => `${file}:${line}`);
    expect(faults).toEqual(['mistaken.ts:3', 'mistaken.ts:4', 'mistaken.ts:5']);
  }, 60_000);

  it('does what the recipes of its README say', async () => {
    expect(recipes(server).printed.length).toBeGreaterThanOrEqual(12);
    const { stdout } = await client.node('out/recipes.js');
    expect(stdout.trimEnd().split('\n')).toEqual(recipes(server).printed);
  }, 60_000);

  it('registers, funds, sends, pages, signs, verifies, and runs the wallet of a node, in Node', async () => {
    const { stdout } = await client.node('out/in-node.js', server.ledgerUrl, server.registryUrl, 'node_packed');
    expect(JSON.parse(stdout)).toEqual(OUTCOME);
  }, 60_000);
});
