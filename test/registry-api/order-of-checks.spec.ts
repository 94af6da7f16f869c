import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RegistryClient } from './support/registry-client.js';
import { startTestRegistry, type TestRegistry } from './support/start-registry.js';

const directory = mkdtempSync(join(tmpdir(), 'mizan-registry-'));
let registry: TestRegistry;
const client = new RegistryClient(() => registry.port);

beforeAll(async () => {
  registry = await startTestRegistry({ storage: { kind: 'memory' }, masterKeyFile: join(directory, 'master.key') });
}, 60_000);
afterAll(async () => {
  await registry?.close();
  rmSync(directory, { recursive: true, force: true });
});

it('looks at the path first, then at the body and the filter, and at the page last', async () => {
  const wrong = [
    [await client.post('/nodes/!/heartbeat', {}), ['path', 'node_id']],
    [await client.get('/nodes/capability/a%20b?limit=0'), ['path', 'capability']],
    [await client.post('/nodes/capabilities/query?limit=0', {}), ['body', 'capabilities']],
    [await client.get('/nodes?limit=0&status=dead'), ['query', 'status']],
    [await client.get('/nodes?limit=0'), ['query', 'limit']],
  ] as const;
  for (const [{ status, body }, place] of wrong) {
    const { detail } = body as unknown as { detail: { loc: unknown[] }[] };
    expect([status, detail.map(({ loc }) => loc)]).toEqual([422, [place]]);
  }
});
