import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { AMINA, OWNER_IP, ProductionWorld } from '../identity/support/production-world.js';
import { Contract, ContractViolation } from '../support/contract.js';
import { LedgerClient } from '../support/ledger-client.js';
import { Ledger } from '../support/running-ledger.js';
import { signTransfer } from '../support/sign-transfer.js';
import { treasuryTour } from '../support/treasury-tour.js';
import { webhookTour } from '../support/webhook-tour.js';
import { tourOfZakat } from '../support/zakat-tour.js';

jest.setTimeout(60_000);

let ledger: Ledger;
beforeAll(async () => {
  ledger = await Ledger.start('embedded');
});
afterAll(() => ledger?.dispose());

describe('the OpenAPI document', () => {
  it('describes what every operation answers when all goes well', async () => {
    const { client } = ledger;
    const user = await client.register();
    const { txid } = await client.fund(user.address);
    const other = await client.createWallet();
    await client.pay(user, other.address, 100);
    const { json: prepared } = await client.post('/transactions/prepare', {
      from: user.address,
      to: other.address,
      amount: 1,
    });
    const submitted = await client.post('/transactions/submit', await signTransfer(prepared, user));
    const { json: code } = await client.post('/auth/request-otp', { email: 'amina.khan@example.org' });
    const { json: verified } = await client.post('/auth/verify-otp', code);
    const session = { authorization: `Bearer ${verified.token}` };
    const written = { name: 'Omar', address: other.address };
    const contact = await client.post('/me/contacts', written, session);
    const request = await client.post('/requests', { amount: 5, note: 'two books', reference: 'r' }, session);
    for (const { path, status, text } of await tourOfZakat(client, user.address, session)) {
      const expected = path === '/zakat/assessments' ? 201 : /\/(run|resume)$/.test(path) ? 202 : 200;
      expect([path, status, status < 300 ? '' : text]).toEqual([path, expected, '']);
    }
    const made = await client.post('/me/keys', { name: 'till', scopes: ['read'], expires_in: 60 }, session);
    expect(made.status).toBe(201);
    for (const exchange of [
      await client.get('/me', session),
      contact,
      await client.get('/me/contacts', session),
      await client.exchange('PUT', `/me/contacts/${contact.json.id}`, written, session),
      await client.exchange('DELETE', `/me/contacts/${contact.json.id}`, undefined, session),
      request,
      await client.get(`/requests/${request.json.id}`, session),
      await client.get('/requests', session),
      await client.post(`/requests/${request.json.id}/cancel`, undefined, session),
      await client.get('/me/keys', session),
      await client.exchange('DELETE', `/me/keys/${made.json.id}`, undefined, session),
      submitted,
      await client.post('/zakat/run'),
      await client.post('/auth/logout', undefined, session),
      await client.get('/health'),
      await client.get('/health/ready'),
      await client.get('/health/writer'),
      await client.get(`/wallets/${user.address}/balance`),
      await client.get(`/wallets/${user.address}/exists`),
      await client.get(`/wallets/${user.address}/transactions?direction=all&limit=1`),
      await client.get(`/wallets/${user.address}/history?from=2026-01-01&type=send&limit=1`),
      await client.get(`/wallets/${user.address}/statement?to=2026-12-31`),
      await client.get(`/wallets/${user.address}/statement.csv`),
      await client.get(`/wallets/${user.address}/statement.pdf`),
      await client.get(`/wallets/${user.address}/utxos`),
      await client.get(`/transactions/${txid}`),
      await client.get(`/transactions/${txid}/proof`),
      await client.get('/chain'),
      await client.get('/chain/verify'),
      await client.get('/stats?days=2'),
      await client.get('/search?q=0'),
      await client.get('/blocks'),
      await client.get('/blocks/tip'),
      await client.get('/blocks/0/header'),
      await client.get(`/events?address=${user.address}&limit=5`),
      ...(await treasuryTour(client)),
      ...(await webhookTour(client)),
      await client.get(`/reports/wallet/${user.address}`),
      await client.get('/logs/system'),
    ]) {
      expect([exchange.path, exchange.status]).toEqual([exchange.path, 200]);
    }
    await releaseCnic();
    expect(ledger.contract.unexercised).toEqual([]);
  });

  /** National IDs are claimed in production only, so nothing else can be released. */
  async function releaseCnic(): Promise<void> {
    const world = await ProductionWorld.open(['']);
    try {
      const { user_id } = await world.register();
      await world.logIn();
      const client = new LedgerClient(world.servers[0]!.ledgerUrl, ledger.contract);
      const headers = { 'x-forwarded-for': OWNER_IP, 'x-forwarded-proto': 'https' };
      const authorization = `Bearer ${world.administratorToken}`;
      const { json } = await client.post('/admin/cnic/release', { cnic: AMINA.cnic }, { ...headers, authorization });
      expect(json).toEqual({ user_id });
      const asAdministrator = { ...headers, authorization };
      const made = await client.post('/admin/keys', { name: 'books', scopes: ['read', 'zakat'] }, asAdministrator);
      expect([made.status, made.json.holder]).toEqual([201, 'administrator:administrator-1']);
      expect((await client.get('/admin/keys', asAdministrator)).json).toHaveLength(1);
      const revoked = await client.exchange('DELETE', `/admin/keys/${made.json.id}`, undefined, asAdministrator);
      expect(revoked.json.state).toBe('revoked');
    } finally {
      await world.close();
    }
  }

  it('says that whole units are integers', async () => {
    const document = await (await fetch(`${ledger.server.ledgerUrl}/docs/openapi.json`)).text();
    expect(document.match(/"type": *"number"/g)).toBeNull();
  });

  it('names every error text of the tables in ledger-wire.md', async () => {
    const document = await (await fetch(`${ledger.server.ledgerUrl}/docs/openapi.json`)).text();
    for (const text of [
      'invalid request body',
      'full_name, email and cnic are required',
      'failed to create user',
      'failed to create wallet profile',
      'email is required',
      'failed to generate otp',
      'email and otp are required',
      'invalid or expired otp',
      'invalid address',
      'invalid request payload',
      'amount must be positive',
      'invalid private key',
      'private key does not match the from address',
      'insufficient funds',
      'failed to create transaction',
      'invalid transaction',
      'invalid block index',
      'block not found',
      'database not configured',
      'failed to list transactions',
      'failed to list zakat records',
      'failed to list system logs',
      'limit must be an integer from 1 to 1000',
      'ZAKAT_WALLET_ADDRESS not set',
      'failed to list wallet profiles',
      'address and positive amount are required',
    ]) {
      expect(document).toContain(text);
    }
  });
});

describe('the contract check itself', () => {
  const document = {
    paths: {
      '/things/{id}': {
        get: {
          responses: {
            200: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } } },
            default: { content: { 'text/plain': { schema: { type: 'string' } } } },
          },
        },
      },
    },
    components: { schemas: { Thing: { type: 'object', required: ['id'], properties: { id: { type: 'string' } } } } },
  };
  const answer = (overrides: object) => ({
    method: 'GET',
    path: '/things/1?page=2',
    status: 200,
    contentType: 'application/json; charset=utf-8',
    text: '{"id":"1"}',
    ...overrides,
  });

  it('accepts what is documented, and remembers it', () => {
    const contract = new Contract(document);
    expect(contract.unexercised).toEqual(['GET /things/{id}']);
    contract.check(answer({ status: 404, contentType: 'text/plain', text: 'gone\n' }));
    expect(contract.unexercised).toEqual(['GET /things/{id}']);
    contract.check(answer({}));
    expect(contract.unexercised).toEqual([]);
  });

  it.each([
    ['a property nobody documented', { text: '{"id":"1","secret":2}' }],
    ['a property that is missing', { text: '{}' }],
    ['a property of the wrong type', { text: '{"id":1}' }],
    ['a status that is a success and not documented', { status: 201 }],
    ['a content type that is not documented', { contentType: 'text/html' }],
    ['a path that is not documented', { path: '/others' }],
    ['no body', { text: '' }],
  ])('refuses %s', (_what, overrides) => {
    expect(() => new Contract(document).check(answer(overrides))).toThrow(ContractViolation);
  });
});
