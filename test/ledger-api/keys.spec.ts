import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLedger, Refused } from '@app/client';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { EventReader } from '../support/event-reader.js';
import { LedgerClient, refusal, succeeded } from '../support/ledger-client.js';
import { mizan } from '../support/mizan.js';
import { registerAndLogIn, type SessionUser } from '../support/people.js';
import { type Ledger, startLedger } from '../support/running-ledger.js';
import { startServer } from '../support/server.js';

jest.setTimeout(120_000);

describe.each(['memory', 'embedded'] as const)('a key in a demo, on %s', (kind) => {
  let ledger: Pick<Ledger, 'client' | 'dispose'>;
  let client: LedgerClient;
  let asha: SessionUser;
  let omar: SessionUser;

  beforeAll(async () => {
    ledger = await startLedger(kind);
    client = ledger.client;
    asha = await registerAndLogIn(client, 'Asha', 1);
    omar = await registerAndLogIn(client, 'Omar', 2);
    await client.fund(asha.address);
  });
  afterAll(() => ledger?.dispose());

  const order = (fields: object) =>
    client.post('/me/keys', { name: 'till', scopes: ['read'], ...fields }, asha.session);
  let keys = 0;
  const make = async (...scopes: string[]): Promise<string> =>
    (await order({ name: `key ${++keys}`, scopes })).json.key;
  const holding = (key: string) => ({ authorization: `Bearer ${key}` });

  it.each([
    [{ scopes: ['issue'] }, 'scopes must be some of read, send, requests, zakat, webhooks\n'],
    [{ scopes: [] }, 'scopes must be some of read, send, requests, zakat, webhooks\n'],
    [{ networks: ['10.0.0.0/33'] }, 'networks must be up to 16 networks such as 10.0.0.0/8\n'],
    [{ limit_per_day: 5 }, 'limit_per_day and addresses need the scope send or issue\n'],
    [{ addresses: ['0'.repeat(64)] }, 'limit_per_day and addresses need the scope send or issue\n'],
    [{ scopes: ['send'], limit_per_day: 0 }, 'limit_per_day must be positive\n'],
    [{ scopes: ['send'], addresses: ['xyz'] }, 'invalid address\n'],
    [{ expires_in: 59 }, 'expires_in must be from 60 to 315360000 seconds\n'],
    [{ name: '' }, 'invalid request body\n'],
    [{ scopes: 'read' }, 'invalid request body\n'],
  ])('is not made of %j', async (fields, text) => {
    expect(refusal(await order(fields))).toEqual([400, text]);
    expect((await client.get('/me/keys', asha.session)).json).toEqual([]);
  });

  it('pays through the client within its bounds, given in either spelling of an address', async () => {
    const terms = { scopes: ['send'], limit_per_day: 50, addresses: [omar.checksummed] };
    const { key: token } = (await order(terms)).json;
    const till = createLedger({ baseUrl: client.url, token });
    await till.sendTransfer({ to: omar.checksummed, amount: 30n });
    expect(await client.balance(omar.address)).toBe(30);
    const outcome = (to: string, amount: bigint) =>
      till.sendTransfer({ to, amount }).then(
        () => 'paid',
        (error: unknown) => (error instanceof Refused ? error.code : error),
      );
    expect(await outcome(omar.address, 21n)).toBe('key_limit_reached');
    expect(await outcome(asha.address, 1n)).toBe('receiver_not_allowed');
    expect(await outcome(omar.address, 20n)).toBe('paid');
  });

  it('asks for payments, and is none of somebody else', async () => {
    const key = await make('requests');
    const asked = succeeded(await client.post('/requests', { amount: 5 }, holding(key)));
    expect(asked.address).toBe(asha.address);
    succeeded(await client.post(`/requests/${asked.id}/cancel`, undefined, holding(key)));
    const { id } = (await client.get('/me/keys', asha.session)).json[0];
    const revoke = (session: object) => client.exchange('DELETE', `/me/keys/${id}`, undefined, { ...session });
    expect(refusal(await revoke(omar.session))).toEqual([404, 'key not found\n']);
    expect((await client.get('/me/keys', omar.session)).json).toEqual([]);
    expect((await revoke(asha.session)).json).toMatchObject({ id, state: 'revoked' });
    expect(refusal(await client.post('/requests', { amount: 5 }, holding(key)))).toEqual([
      401,
      'invalid or expired token\n',
    ]);
  });

  it('hears the events of its wallet, and has webhooks', async () => {
    const [reader, hooks] = [await make('read'), await make('webhooks')];
    const url = `${client.url}/api/v1/events?after=latest&address=${asha.address}`;
    await expect(EventReader.open(url, holding(hooks))).rejects.toThrow('403 this key lacks the scope read');
    const stream = await EventReader.open(url, holding(reader));
    await client.fund(asha.address);
    expect((await stream.hear(1))[0]!.data).toMatchObject({ receiver: asha.address });
    await stream.close();
    const hook = { url: 'http://127.0.0.1:9/', types: ['zakat.run.completed'] };
    const made = await client.post('/webhooks', hook, holding(hooks));
    expect(made.status).toBe(201);
    expect(refusal(await client.post('/webhooks', hook, holding(reader)))[0]).toBe(403);
    expect((await client.exchange('DELETE', `/webhooks/${made.json.id}`, undefined, holding(hooks))).status).toBe(200);
  });

  if (kind === 'embedded') {
    it('is made, listed, used and revoked from the command line', async () => {
      const env = { MIZAN_LEDGER_URL: client.url, MIZAN_SESSION_TOKEN: asha.session.authorization.slice(7) };
      const run = async (words: string[], token = env.MIZAN_SESSION_TOKEN) => {
        const { code, stdout, stderr } = await mizan(['ledger', ...words], { ...env, MIZAN_SESSION_TOKEN: token });
        expect([words, code, stderr]).toEqual([words, 0, '']);
        return stdout;
      };
      const make = ['keys', 'make', 'books', '--scope', 'read', '--scope', 'requests', '--network', '127.0.0.0/8'];
      const made = await run([...make, '--expires-in', '3600']);
      const key = /key +(mizan_key_\S+)/.exec(made)![1]!;
      const id = /id +(\S+)/.exec(made)![1]!;
      expect(await run(['request', 'list'], key)).toMatch(/cancelled/);
      const listed = await run(['keys']);
      expect(listed).toMatch(new RegExp(`books .*read, requests .*live .*${id}`));
      expect(listed).not.toContain(key);
      expect(await run(['keys', 'revoke', id])).toMatch(/state +revoked/);
      const { code, stderr } = await mizan(['ledger', 'keys', '--administrator'], env);
      expect([code, stderr]).toEqual([1, expect.stringMatching(/MIZAN_ADMIN_TOKEN/)]);
    });

    it('lives on with its bounds in a backup and under another master key, as a revoked one stays dead', async () => {
      const { store, server } = ledger as Ledger;
      const bounds = { scopes: ['send'], limit_per_day: 5, addresses: [omar.address], networks: ['127.0.0.0/8'] };
      const kept = (await order({ name: 'kept', ...bounds })).json;
      const dead = (await order({ name: 'dead' })).json;
      await client.exchange('DELETE', `/me/keys/${dead.id}`, undefined, asha.session);
      await server.stop();
      const elsewhere = mkdtempSync(join(tmpdir(), 'mizan-keys-'));
      try {
        const file = join(elsewhere, 'ledger.backup');
        const masterKey = join(store.dataDir, 'master.key');
        const next = join(elsewhere, 'next.key');
        const env = { DATA_DIR: join(elsewhere, 'data'), SERVE: 'ledger' };
        for (const [words, more] of [
          [['backup', file], { DATA_DIR: store.dataDir }],
          [['restore', file], { MASTER_KEY_FILE: masterKey }],
          [['rotate-master-key', '--new-key-file', next], { MASTER_KEY_FILE: masterKey }],
          [['verify-audit'], { MASTER_KEY_FILE: next }],
        ] as const) {
          const { code, stderr } = await mizan([...words], { ...env, ...more });
          expect([words[0], code, code === 0 ? '' : stderr]).toEqual([words[0], 0, '']);
        }
        expect(readFileSync(file, 'utf8')).not.toContain(kept.key);
        const restored = await startServer({ dataDir: env.DATA_DIR, env: { SERVE: 'ledger', MASTER_KEY_FILE: next } });
        const there = new LedgerClient(restored.ledgerUrl);
        const pay = (to: string, amount: number, key: string) =>
          there.post('/transactions', { to, amount }, holding(key));
        const statuses = [
          await pay(omar.address, 5, kept.key),
          await pay(omar.address, 1, kept.key),
          await pay(asha.address, 1, kept.key),
          await pay(omar.address, 1, dead.key),
        ].map(({ status }) => status);
        await restored.stop();
        expect(statuses).toEqual([200, 403, 403, 401]);
      } finally {
        rmSync(elsewhere, { recursive: true });
      }
    });
  }
});
