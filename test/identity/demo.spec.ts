import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { LedgerClient, refusal, succeeded } from '../support/ledger-client.js';
import { type RunningServer, startServer } from '../support/server.js';

jest.setTimeout(60_000);

const EMAIL = 'asha@example.com';
const LIMITS = { SEND_LIMIT_PER_HOUR: '3000', SEND_LIMIT_PER_DAY: '3000' };

describe.each([
  ['the embedded database', {}],
  ['memory', { PERSISTENCE: 'memory' }],
])('a session of a demo on %s', (_, env) => {
  let server: RunningServer;
  let client: LedgerClient;
  let address: string;
  let session: { authorization: string };

  beforeAll(async () => {
    server = await startServer({ env: { SERVE: 'ledger', POW_BITS: '4', LOG_LEVEL: 'warn', ...LIMITS, ...env } });
    client = new LedgerClient(server.ledgerUrl);
    const person = { full_name: 'Asha', email: EMAIL, cnic: '35202-1111111-1' };
    succeeded(await client.post('/register', person));
    address = succeeded(await client.post('/register', person)).wallet_address;
    await client.fund(address);
  });
  afterAll(() => server?.stop());

  const code = async (purpose: string) =>
    succeeded(await client.post('/auth/request-otp', { email: EMAIL, purpose })).otp;

  it('belongs to the user who registered with the e-mail last', async () => {
    const verified = succeeded(await client.post('/auth/verify-otp', { email: EMAIL, otp: await code('login') }));
    session = { authorization: `Bearer ${verified.token}` };
    expect(succeeded(await client.get('/me', session))).toMatchObject({ wallet_address: address, balance: 15_000 });
  });

  it('pays with the key in custody, and with a shown code above the step-up amount', async () => {
    const { address: to } = await client.createWallet();
    succeeded(await client.post('/transactions', { to, amount: 1_000 }, session));
    const large = { to, amount: 1_001 };
    expect((await client.post('/transactions', large, session)).status).toBe(403);
    succeeded(await client.post('/transactions', { ...large, otp: await code('payment') }, session));
    expect(await client.balance(to)).toBe(2_001);
  });

  it('pays without a code no more than the limit in all, by 200 payments at once with the session and a key', async () => {
    const { address: to } = await client.createWallet();
    const { json } = await client.post('/me/keys', { name: 'till', scopes: ['send'] }, session);
    const callers = [session, { authorization: `Bearer ${json.key}` }];
    const pay = (fields: object, at = 0) => client.post('/transactions', { to, ...fields }, callers[at % 2]!);
    const answers = await Promise.all(Array.from({ length: 200 }, (_, at) => pay({ amount: 30 }, at)));
    // 1,000 have gone without a code before.
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(66);
    const refused = 'send limit reached: this payment needs a fresh one-time password for payments\n';
    expect(new Set(answers.filter(({ status }) => status !== 200).map(({ text }) => text))).toEqual(new Set([refused]));
    expect(await client.balance(to)).toBe(66 * 30);
    succeeded(await pay({ amount: 30, otp: await code('payment') }));
    succeeded(await pay({ amount: 20 }));
    expect(refusal(await pay({ amount: 1 }))).toEqual([403, refused]);
  });

  it('is not needed where there is a key, and without both the answer is the specification’s', async () => {
    const own = await client.fundedWallet();
    await client.pay(own, address, 1);
    const refused = await client.post('/transactions', { from: own.address, to: address, amount: 1 });
    expect(refusal(refused)).toEqual([400, 'invalid private key\n']);
  });

  it('is not given for an unregistered mailbox, though its code is verified', async () => {
    const { otp } = succeeded(await client.post('/auth/request-otp', { email: 'nobody@example.com' }));
    const { json } = await client.post('/auth/verify-otp', { email: 'nobody@example.com', otp });
    expect(json).toEqual({ success: true, message: 'otp verified' });
  });

  it('ends with its logout', async () => {
    succeeded(await client.post('/auth/logout', undefined, session));
    expect(refusal(await client.get('/me', session))).toEqual([401, 'invalid or expired token\n']);
  });
});
