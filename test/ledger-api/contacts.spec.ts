import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type LedgerClient, refusal, succeeded } from '../support/ledger-client.js';
import { mizan } from '../support/mizan.js';
import { registerAndLogIn, type SessionUser } from '../support/people.js';
import { EMBEDDED_AND_SUPABASE, type Ledger, startLedger } from '../support/running-ledger.js';

jest.setTimeout(120_000);

const MOST = 500;
const address = (at: number) => at.toString(16).padStart(64, '0');

describe.each(['memory', ...EMBEDDED_AND_SUPABASE] as const)('contacts on %s', (kind) => {
  let ledger: Pick<Ledger, 'client' | 'dispose'>;
  let client: LedgerClient;
  let asha: SessionUser;
  let omar: SessionUser;

  beforeAll(async () => {
    ledger = await startLedger(kind);
    client = ledger.client;
    asha = await registerAndLogIn(client, 'Asha', 1);
    omar = await registerAndLogIn(client, 'Omar', 2);
  });
  afterAll(() => ledger?.dispose());

  const add = (name: unknown, at: unknown, { session } = asha) =>
    client.post('/me/contacts', { name, address: at }, session);
  const list = async ({ session } = asha) => succeeded(await client.get('/me/contacts', session)).contacts;

  it('are kept for their user alone, under an address once', async () => {
    const made = succeeded(await add(' Omar ', omar.checksummed));
    expect(made).toMatchObject({ name: 'Omar', address: omar.address, checksummed_address: omar.checksummed });
    expect(refusal(await add('Somebody', omar.address))).toEqual([409, 'a contact with this address exists\n']);
    const other = succeeded(await add("'; DROP TABLE contacts; --", address(1)));
    expect(await list()).toEqual([other, made]);
    expect(await list(omar)).toEqual([]);

    const put = (id: string, body: object, { session } = asha) =>
      client.exchange('PUT', `/me/contacts/${id}`, body, session);
    const remove = (id: string, { session } = asha) =>
      client.exchange('DELETE', `/me/contacts/${id}`, undefined, session);
    const changed = succeeded(await put(made.id, { name: 'Omar F.', address: address(2) }));
    expect(changed).toMatchObject({ id: made.id, name: 'Omar F.', address: address(2), created_at: made.created_at });
    expect((await put(made.id, { name: 'x', address: address(1) })).status).toBe(409);
    const missing = [404, 'contact not found\n'];
    expect(refusal(await put(made.id, { name: 'x', address: address(3) }, omar))).toEqual(missing);
    expect(refusal(await remove(made.id, omar))).toEqual(missing);
    expect(refusal(await remove('x'))).toEqual(missing);
    succeeded(await remove(made.id));
    expect(refusal(await remove(made.id))).toEqual(missing);
    expect(await list()).toEqual([other]);
  });

  it('are refused when they are none', async () => {
    const before = await list();
    for (const name of ['', ' ', 'x'.repeat(81), 'a\nb'])
      expect(refusal(await add(name, address(9)))).toEqual([400, 'name must be a text of 1 to 80 characters\n']);
    for (const name of [5, null, {}]) expect((await add(name, address(9))).status).toBe(400);
    for (const wrong of ['xyz', `${omar.checksummed.slice(0, -1)}b`]) {
      expect((await add('x', wrong)).text).toMatch(/^invalid address/);
    }
    expect((await client.post('/me/contacts', { name: 'x', address: address(9) })).status).toBe(401);
    expect(await list()).toEqual(before);
  });

  it('are at most 500, however many are added at once', async () => {
    const answers: number[] = [];
    for (let from = 100; from < 100 + MOST + 20; from += 10) {
      const some = Array.from({ length: 10 }, (_, at) => add(`Contact ${from + at}`, address(from + at), omar));
      answers.push(...(await Promise.all(some)).map(({ status }) => status));
    }
    expect(answers.filter((status) => status === 200)).toHaveLength(MOST);
    expect(answers.filter((status) => status === 409)).toHaveLength(20);
    expect(await list(omar)).toHaveLength(MOST);
  });

  if (kind === 'embedded') {
    it('are kept from the command line too, as requests are made there', async () => {
      const env = { MIZAN_LEDGER_URL: client.url, MIZAN_SESSION_TOKEN: asha.session.authorization.slice(7) };
      const run = async (...words: string[]) => {
        const { code, stdout, stderr } = await mizan(['ledger', ...words], env);
        expect([words, code, stderr]).toEqual([words, 0, '']);
        return stdout;
      };
      expect(await run('contacts', 'add', 'Sana', omar.checksummed)).toMatch(omar.checksummed);
      expect(await run('contacts')).toMatch(/Sana +mzn1/);
      const asked = await run('request', 'ask', '5', '--note', 'two books');
      const id = /request +([0-9a-f-]{36})/.exec(asked)![1]!;
      expect(await run('request', 'show', id)).toMatch(/state +open.*two books/s);
      expect(await run('request', 'list')).toMatch(id);
      expect(await run('request', 'cancel', id)).toMatch(/state +cancelled/);
      expect(await run('exists', omar.checksummed)).toMatch(/known +yes/);
    });
  }
});
