import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type LedgerClient, refusal, succeeded } from '../support/ledger-client.js';
import { mizan } from '../support/mizan.js';
import { registerAndLogIn, type SessionUser } from '../support/people.js';
import { EMBEDDED_AND_SUPABASE, Ledger, startLedger } from '../support/running-ledger.js';
import { signTransfer } from '../support/sign-transfer.js';

jest.setTimeout(120_000);

const INVALID = [400, 'note must be a text of 1 to 140 characters\n'];
const HOSTILE = [
  '<script>alert(1)</script>',
  "'; DROP TABLE transfer_notes; --",
  '{"kind":"zakat_record"}',
  '\u001b[2J\u202egnp.exe\r\nSet-Cookie: a=b',
  '__proto__',
  '🕌'.repeat(140),
];

describe.each(['memory', ...EMBEDDED_AND_SUPABASE] as const)('notes of transfers on %s', (kind) => {
  let ledger: Pick<Ledger, 'client' | 'dispose'>;
  let client: LedgerClient;
  let asha: SessionUser;
  let omar: SessionUser;
  let sana: SessionUser;

  beforeAll(async () => {
    ledger = await startLedger(kind);
    client = ledger.client;
    asha = await registerAndLogIn(client, 'Asha', 1);
    omar = await registerAndLogIn(client, 'Omar', 2);
    sana = await registerAndLogIn(client, 'Sana', 3);
    await client.fund(asha.address);
  });
  afterAll(() => ledger?.dispose());

  const send = (note: unknown, headers: Record<string, string> = {}) =>
    client.post('/transactions', { to: omar.address, amount: 1, note }, { ...asha.session, ...headers });
  const lines = async (path: string, headers: Record<string, string> = {}) =>
    succeeded(await client.get(`/wallets/${path}/history`, headers)).lines as { txid: string; note?: string }[];

  it('are told to payer and payee, and to no one else', async () => {
    const sent = await send('for the lunch');
    succeeded(sent);
    const txid = sent.headers.get('x-transaction-id')!;
    for (const { session } of [asha, omar]) {
      for (const { address } of [asha, omar]) {
        expect((await lines(address, session))[0]).toMatchObject({ txid, note: 'for the lunch' });
      }
      expect(succeeded(await client.get(`/transactions/${txid}`, session)).note).toBe('for the lunch');
    }
    for (const headers of [sana.session, {}] as Record<string, string>[]) {
      for (const { address } of [asha, omar]) expect((await lines(address, headers))[0]).not.toHaveProperty('note');
      expect(succeeded(await client.get(`/transactions/${txid}`, headers))).not.toHaveProperty('note');
    }
    expect(JSON.stringify(succeeded(await client.get('/blocks/tip')))).not.toContain('lunch');
    expect(JSON.stringify(succeeded(await client.get('/events?limit=100')))).not.toContain('lunch');
  });

  it('stay the text that they are, whatever is in it', async () => {
    for (const note of HOSTILE) succeeded(await send(note));
    const told = await lines(omar.address, omar.session);
    expect(told.slice(0, HOSTILE.length).map(({ note }) => note)).toEqual(HOSTILE.toReversed());
  });

  it('are refused when they are none, before anything moves', async () => {
    const before = await client.balance(asha.address);
    for (const note of ['', ' \n', 'x'.repeat(141), '🕌'.repeat(141)])
      expect(refusal(await send(note))).toEqual(INVALID);
    for (const note of [5, {}, ['x'], true, '\ud800'])
      expect(refusal(await send(note))).toEqual([400, 'invalid request payload\n']);
    expect(await client.balance(asha.address)).toBe(before);
  });

  it('belong to what a key stands for', async () => {
    const key = { 'idempotency-key': `note-${kind}` };
    succeeded(await send('one', key));
    expect((await send('one', key)).headers.get('idempotency-replayed')).toBe('true');
    expect((await send('another', key)).status).toBe(422);
    expect((await send(undefined, key)).status).toBe(422);
    expect((await lines(asha.address, asha.session)).filter(({ note }) => note === 'one')).toHaveLength(1);
  });

  it('come with what their payer signs too', async () => {
    const prepared = succeeded(
      await client.post('/transactions/prepare', { from: asha.address, to: omar.address, amount: 2 }),
    );
    const signed = await signTransfer(prepared, { private_key: asha.privateKey });
    expect(refusal(await client.post('/transactions/submit', { ...signed, note: ' ' }))).toEqual(INVALID);
    succeeded(await client.post('/transactions/submit', { ...signed, note: 'signed by myself' }));
    // Mined before: what is said now is not looked at.
    succeeded(await client.post('/transactions/submit', { ...signed, note: 'something else' }));
    expect((await lines(omar.address, omar.session))[0]!.note).toBe('signed by myself');
  });

  if (kind === 'embedded') {
    it('are sealed at rest, and open after a restart and under another master key', async () => {
      const stored = ledger as Ledger;
      const note = 'canary-of-a-note';
      succeeded(await send(note));
      await stored.stop();
      const { dataDir } = stored.store;
      expect(filesBelow(dataDir).filter((file) => readFileSync(file).includes(note))).toEqual([]);
      const next = join(dataDir, 'next.key');
      const rotated = await mizan(['rotate-master-key', '--new-key-file', next], {
        DATA_DIR: dataDir,
        SERVE: 'ledger',
      });
      expect([rotated.code, rotated.stderr]).toEqual([0, '']);
      await stored.start({ MASTER_KEY_FILE: next });
      client = stored.client;
      expect((await lines(omar.address, omar.session))[0]!.note).toBe(note);
    });
  }
});

function filesBelow(directory: string): string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
}
