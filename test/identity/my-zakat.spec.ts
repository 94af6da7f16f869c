import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { refusal, succeeded } from '../support/ledger-client.js';
import { AMINA, ProductionWorld } from './support/production-world.js';

jest.setTimeout(120_000);

const BILAL = { full_name: 'Bilal Ahmed', email: 'bilal@example.org', cnic: '42101-7654321-9' };
const NISAB = { standard: 'silver', grams: '612.36', price: '10', source: 'a test', as_of: '2026-01-01' };

describe('what owners see of their zakat, in production', () => {
  let world: ProductionWorld;
  let administrator: { token: string };
  let amina: { token: string };
  let bilal: { token: string };
  let address: string;

  beforeAll(async () => {
    world = await ProductionWorld.open([''], { ZAKAT_WALLET_ADDRESS: 'ab'.repeat(32) });
    administrator = { token: world.administratorToken };
    address = (await world.register()).wallet_address;
    await world.register(BILAL);
    await world.fund(address);
    amina = { token: await world.logIn() };
    bilal = { token: await world.logIn(BILAL.email) };
    succeeded(await world.post('/zakat/nisab', NISAB, administrator));
    succeeded(await world.post('/zakat/run', { period: '1448' }, administrator));
  }, 120_000);
  afterAll(() => world?.close(), 60_000);

  it('needs a session, and is of its user alone', async () => {
    expect(refusal(await world.get('/me/zakat'))).toEqual([401, 'authentication required\n']);
    expect((await world.get('/me/zakat', administrator)).status).toBe(403);
    const own = succeeded(await world.get('/me/zakat', amina));
    expect(own).toMatchObject({
      wallet_address: address,
      policy: { version: 0, approvals: 2 },
      nisab: { units: 6_124 },
      hawl: { complete: false, days_done: 0 },
      now: { balance: 14_625, due: 0 },
      next_anniversary: { reason: 'DUE', due: 365 },
      receipts: [{ amount: 375 }],
    });
    const other = succeeded(await world.get('/me/zakat', bilal));
    expect(other).toMatchObject({ hawl: null, now: { balance: 0, reason: 'BELOW_NISAB' }, receipts: [] });
    expect(other.wallet_address).not.toBe(address);
    // What it links to is refused to all others.
    const path = own.receipts[0].href.slice('/api/v1'.length);
    expect(succeeded(await world.get(path, amina))).toMatchObject({ cnic: '35202-*******-1', name: AMINA.full_name });
    expect(refusal(await world.get(path, bilal))).toEqual([404, 'receipt not found\n']);
    expect((await world.get(path)).status).toBe(401);
  });

  it('is what they declare themselves, which no other user settles', async () => {
    const debt = succeeded(await world.post('/me/zakat/debts', { amount: 5, due_on: '2027-01-31' }, amina));
    expect(refusal(await world.post(`/me/zakat/debts/${debt.id}/settle`, {}, bilal))).toEqual([
      404,
      'debt not found\n',
    ]);
    expect(succeeded(await world.get('/me/zakat', amina)).debts).toEqual([debt]);
    expect(succeeded(await world.get('/me/zakat', bilal)).debts).toEqual([]);
  });
});
