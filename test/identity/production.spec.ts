import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type Exchange, refusal, succeeded } from '../support/ledger-client.js';
import { AMINA, type Caller, OWNER_IP, ProductionWorld } from './support/production-world.js';

jest.setTimeout(120_000);

const SHORT_STREAMS = new URL('./support/short-streams.mjs', import.meta.url).href;

let world: ProductionWorld;
let address: string;
let token: string;

beforeAll(async () => {
  world = await ProductionWorld.open([''], { STEP_UP_AMOUNT: '1000' }, ['--import', SHORT_STREAMS]);
}, 120_000);
afterAll(() => world?.close(), 60_000);

const wallet = async () => succeeded(await world.post('/wallets'));
const balance = async (of: string) => (await world.get(`/wallets/${of}/balance`)).json.balance;

describe('registration', () => {
  it('answers without the private key', async () => {
    const { status, json, text } = await world.post('/register', AMINA);
    expect([status, Object.keys(json)]).toEqual([
      200,
      ['user_id', 'full_name', 'email', 'cnic', 'wallet_address', 'checksummed_address'],
    ]);
    expect(text).not.toContain('private');
    address = json.wallet_address;
    await world.fund(address);
  });

  it.each([
    [{ cnic: '123' }, 'cnic must have 13 digits\n'],
    [{ email: 'amina@localhost' }, 'email must be an e-mail address\n'],
    [{ full_name: 'x'.repeat(201) }, 'full_name, email or cnic is too long or has control characters\n'],
    [{ full_name: 'a\u009bb' }, 'full_name, email or cnic is too long or has control characters\n'],
  ])('refuses %j', async (edit, text) => {
    expect(refusal(await world.post('/register', { ...AMINA, ...edit }))).toEqual([400, text]);
  });
});

describe('a session', () => {
  it('starts with a code that comes by mail, and says until when it lives', async () => {
    const mail = await world.mailed();
    expect([mail.to, mail.subject]).toEqual([[AMINA.email], 'Your Mizan login code']);
    const { status, json } = await world.post('/auth/verify-otp', { email: 'amina@example.org', otp: mail.code });
    expect([status, json]).toEqual([
      200,
      {
        success: true,
        message: 'otp verified',
        token: expect.stringMatching(/^mizan_session_[A-Za-z0-9_-]{43}$/),
        expires_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      },
    ]);
    expect(Date.parse(json.expires_at) - Date.now()).toBeGreaterThan(11 * 3_600_000);
    token = json.token;
  });

  it('shows its owner their profile, with the CNIC masked', async () => {
    const { status, json } = await world.get('/me', { token });
    expect([status, json]).toEqual([
      200,
      {
        user_id: expect.any(String),
        full_name: AMINA.full_name,
        email: AMINA.email,
        email_confirmed: true,
        cnic: '35202-*******-1',
        wallet_address: address,
        checksummed_address: expect.stringMatching(/^mzn1[02-9ac-hj-np-z]{58}$/),
        balance: 15_000,
        created_at: expect.any(String),
      },
    ]);
  });

  it.each([
    ['the e-mail', { email: 'amina@EXAMPLE.org', cnic: '42101-7654321-9' }],
    ['the CNIC', { email: 'other@example.org', cnic: '3520212345671' }],
  ])('makes %s the user’s alone, and the refusal does not say which or whose', async (_, taken) => {
    expect(refusal(await world.post('/register', { ...AMINA, ...taken }))).toEqual([409, 'already registered\n']);
  });

  it('opens the report of its own wallet, and of no other', async () => {
    const other = (await wallet()).address;
    expect((await world.get(`/reports/wallet/${address}`, { token })).status).toBe(200);
    expect(refusal(await world.get(`/reports/wallet/${other}`, { token }))).toEqual([403, 'not your wallet\n']);
    expect(refusal(await world.get(`/reports/wallet/${address}`))).toEqual([401, 'authentication required\n']);
  });

  it('ends when its owner logs out, and all of them when they say everywhere', async () => {
    const [first, second, third] = [await world.logIn(), await world.logIn(), token];
    const stream = await world.hear(address, { token: first });
    const statuses = () =>
      Promise.all([first, second, third].map(async (each) => (await world.get('/me', { token: each })).status));
    expect((await world.post('/auth/logout', undefined, { token: first })).json).toEqual({
      success: true,
      message: 'logged out',
    });
    expect(await statuses()).toEqual([401, 200, 200]);
    // What was opened before lasts until its time is over, and is not opened again.
    await stream.hear(2);
    await stream.over;
    await expect(world.hear(address, { token: first })).rejects.toThrow('401 invalid or expired token');
    expect(refusal(await world.post('/auth/logout', { everywhere: 'yes' }, { token: second }))).toEqual([
      400,
      'invalid request body\n',
    ]);
    await world.post('/auth/logout', { everywhere: true }, { token: second });
    expect(await statuses()).toEqual([401, 401, 401]);
    expect(refusal(await world.get('/me', { token: second }))).toEqual([401, 'invalid or expired token\n']);
    expect((await world.get('/me', { token: second })).headers.get('www-authenticate')).toBe('Bearer');
  });
});

describe('a payment from custody', () => {
  let to: string;
  const pay = (fields: object, caller: object = { token }): Promise<Exchange> =>
    world.post('/transactions', { to, amount: 10, ...fields }, caller);

  beforeAll(async () => {
    // From elsewhere: here the session's tests have used up what may be asked for.
    token = await world.logIn(AMINA.email, { ip: '198.51.100.8' });
    to = (await wallet()).address;
  });

  it('needs neither a key nor an address, and answers like every transfer', async () => {
    const { status, json, headers } = await pay({});
    expect([status, json, headers.get('x-transaction-id')]).toEqual([
      200,
      { status: 'transaction mined' },
      expect.stringMatching(/^[0-9a-f]{64}$/),
    ]);
    expect((await pay({ from: address.toUpperCase() })).status).toBe(200);
    expect([await balance(address), await balance(to)]).toEqual([14_980, 20]);
  });

  it('can be made by its owner only', async () => {
    expect(refusal(await pay({}, {}))).toEqual([401, 'authentication required\n']);
    expect(refusal(await pay({ from: to }))).toEqual([403, 'not your wallet\n']);
    expect(refusal(await pay({ from: address, privKey: '1'.padStart(64, '0') }))).toEqual([
      403,
      'a private key is not accepted for this wallet\n',
    ]);
  });

  it('above STEP_UP_AMOUNT needs a code that was mailed for payments', async () => {
    const large = { amount: 1_001 };
    const required = 'step-up required: this amount needs a fresh one-time password for payments\n';
    expect(refusal(await pay(large))).toEqual([403, required]);
    const caller = { ip: '198.51.100.9' };
    const login = await world.mailed(AMINA.email, undefined, caller);
    expect(refusal(await pay({ ...large, otp: login.code }))).toEqual([
      403,
      'invalid or expired otp for this payment\n',
    ]);
    const payment = await world.mailed(AMINA.email, 'payment', caller);
    expect(payment.subject).toBe('Your Mizan payment code');
    const asLogin = await world.post('/auth/verify-otp', { email: AMINA.email, otp: payment.code }, caller);
    if (payment.code !== login.code) expect(asLogin.status).toBe(401);
    expect((await pay({ ...large, otp: payment.code })).status).toBe(200);
    expect(refusal(await pay({ ...large, otp: payment.code }))).toEqual([
      403,
      'invalid or expired otp for this payment\n',
    ]);
    expect(await balance(to)).toBe(20 + 1_001);
  });

  it('lets a user with a key of their own use it', async () => {
    const own = await wallet();
    await world.fund(own.address);
    const body = { from: own.address, to, amount: 5, privKey: own.private_key };
    expect((await world.post('/transactions', body)).status).toBe(200);
  });

  it('takes no purpose but the two', async () => {
    const answer = await world.post('/auth/request-otp', { email: AMINA.email, purpose: 'root' }, { ip: OWNER_IP });
    expect(refusal(answer)).toEqual([400, 'purpose must be login or payment\n']);
  });
});

describe('a key', () => {
  const make = (fields: object, caller: Caller) =>
    world.post('/me/keys', { name: 'till', scopes: ['send'], ...fields }, caller);
  let to: string;
  let key: string;
  let id: string;
  beforeAll(async () => {
    to = (await wallet()).address;
  });

  it('of a user needs a code that was mailed for payments, and is shown once', async () => {
    const caller = { ip: '198.51.100.21' };
    const token = await world.logIn(AMINA.email, caller);
    expect(refusal(await make({}, { token }))).toEqual([403, 'a key needs a fresh one-time password for payments\n']);
    expect(refusal(await make({ scopes: ['issue'] }, { token }))[0]).toBe(400);
    expect(refusal(await make({ networks: ['10.0.0.0/33'] }, { token }))[0]).toBe(400);
    expect(refusal(await make({ otp: '000000' }, { token }))).toEqual([
      403,
      'invalid or expired otp for this payment\n',
    ]);
    const { code: otp } = await world.mailed(AMINA.email, 'payment', caller);
    const terms = { limit_per_day: 100, addresses: [to], networks: ['198.51.100.0/24'] };
    const made = await make({ otp, ...terms }, { ...caller, token });
    expect(made).toMatchObject({ status: 201, json: { scopes: ['send'], state: 'live', ...terms } });
    ({ key, id } = made.json);
    const listed = await world.get('/me/keys', { token });
    expect(listed.json).toMatchObject([{ id, name: 'till' }]);
    expect(listed.text).not.toContain(key);
  });

  it('pays within its scope, limit, addresses and networks', async () => {
    const send = (fields: object, ip = OWNER_IP) =>
      world.post('/transactions', { to, amount: 60, ...fields }, { token: key, ip });
    const before = await balance(to);
    expect((await send({})).status).toBe(200);
    const { address: stranger } = await wallet();
    expect(refusal(await send({ to: stranger, amount: 1 }))).toEqual([403, 'this key may not pay to this address\n']);
    const reached = [403, 'the limit of this key for a day is reached\n'];
    const answers = await Promise.all(Array.from({ length: 20 }, () => send({ amount: 10 })));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(4);
    expect(refusal(await send({ amount: 1 }))).toEqual(reached);
    expect(refusal(await send({}, '203.0.113.1'))).toEqual([403, 'this key may not be used from this network\n']);
    const me = await world.get('/me', { token: key });
    expect(refusal(me)).toEqual([403, 'this key lacks the scope read\n']);
    expect(refusal(await make({}, { token: key }))).toEqual([403, 'API keys may not use this route\n']);
    expect(await balance(to)).toBe(before + 100);
  });

  it('of an administrator acts for them, and issues within its limit', async () => {
    const administrator = { token: world.administratorToken };
    const order = { name: 'till', scopes: ['issue'], limit_per_day: 15_000, addresses: [to] };
    const made = await world.post('/admin/keys', order, administrator);
    expect(made).toMatchObject({ status: 201, json: { holder: 'administrator:administrator-1' } });
    const fund = (address: string) => world.post('/admin/fund', { address, amount: 5 }, { token: made.json.key });
    expect(refusal(await fund((await wallet()).address))).toEqual([403, 'this key may not pay to this address\n']);
    expect((await fund(to)).status).toBe(200);
    expect(refusal(await fund(to))).toEqual([403, 'the limit of this key for a day is reached\n']);
    expect((await world.clients[0]!.exchange('DELETE', `/admin/keys/${id}`, undefined, asAdministrator())).status).toBe(
      200,
    );
    expect(refusal(await world.post('/transactions', { to, amount: 1 }, { token: key }))).toEqual([
      401,
      'invalid or expired token\n',
    ]);
  });

  const asAdministrator = () => ({
    'x-forwarded-for': OWNER_IP,
    'x-forwarded-proto': 'https',
    authorization: `Bearer ${world.administratorToken}`,
  });
});
