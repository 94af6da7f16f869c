import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAdministratorToken, HashedAdministrators } from '@app/infrastructure/crypto/hashed-administrators.js';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { RegistryClient, type Sent } from './support/registry-client.js';
import { startTestRegistry, type TestRegistry } from './support/start-registry.js';

const directory = mkdtempSync(join(tmpdir(), 'mizan-named-'));
const [amina, bilal] = [createAdministratorToken(), createAdministratorToken()];
let registry: TestRegistry;
beforeAll(async () => {
  registry = await startTestRegistry({
    storage: { kind: 'embedded', directory },
    credentials: 'required',
    masterKeyFile: join(directory, 'master.key'),
    administrators: new HashedAdministrators([
      { name: 'amina', hash: amina.hash },
      { name: 'bilal', hash: bilal.hash },
    ]),
  });
}, 60_000);
afterAll(async () => {
  await registry?.close();
  rmSync(directory, { recursive: true, force: true });
});

it('the trail names the administrator who takes a node out of service, who brings it back, and who judges it', async () => {
  const client = new RegistryClient(() => registry.port);
  const send = async ({ token }: { token: string }, sent: Sent) =>
    (await client.send({ ...sent, headers: { Authorization: `Bearer ${token}` } })).status;
  const registration = JSON.stringify({ node_id: 'node-1', address: 'a:1', capabilities: [] });
  const register = { method: 'POST', path: '/nodes/register', body: registration };
  const judgement = JSON.stringify({ node_id: 'node-1', event_type: 'task_success' });
  expect(await send(amina, register)).toBe(200);
  expect(await send(bilal, { method: 'DELETE', path: '/nodes/node-1' })).toBe(200);
  expect(await send(amina, register)).toBe(200);
  expect(await send(bilal, { method: 'POST', path: '/nodes/reputation', body: judgement })).toBe(200);
  const acts = await registry.resources.database!.query<{ actor: string; action: string }>(
    "SELECT actor, action FROM audit_log WHERE subject = 'node-1' ORDER BY number",
  );
  expect(acts).toEqual([
    { actor: 'administrator:bilal', action: 'node_deregistered' },
    { actor: 'administrator:amina', action: 'node_returned' },
    { actor: 'administrator:bilal', action: 'reputation_changed' },
  ]);
});
