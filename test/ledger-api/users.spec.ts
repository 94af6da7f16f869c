import { expect, it, jest } from '@jest/globals';
import { refusal } from '../support/ledger-client.js';
import { describeOnEachStorage } from '../support/running-ledger.js';

jest.setTimeout(60_000);

const INVALID_OTP = { success: false, message: 'invalid or expired otp' };

describeOnEachStorage('POST /register', (ledger) => {
  it('makes a user with a wallet and shows its key', async () => {
    const { client } = ledger();
    const body = { full_name: 'Amina Khan', email: 'amina@example.org', cnic: '42101-1234567-1' };
    const { status, json } = await client.post('/register', body);
    expect([status, json]).toEqual([
      200,
      {
        user_id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/),
        ...body,
        wallet_address: expect.stringMatching(/^[0-9a-f]{64}$/),
        checksummed_address: expect.stringMatching(/^mzn1[02-9ac-hj-np-z]{58}$/),
        private_key: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
    ]);
    expect(await client.balance(json.wallet_address)).toBe(0);
    const wallet = { address: json.wallet_address, private_key: json.private_key };
    await client.fund(wallet.address);
    await client.pay(wallet, wallet.address, 1); // the shown key is the wallet's
  });

  it('takes the same person twice, as two users', async () => {
    const { client } = ledger();
    const [first, second] = [await client.register('Bilal'), await client.register('Bilal')];
    expect(first.user_id).not.toBe(second.user_id);
    expect(first.address).not.toBe(second.address);
  });

  it('gives back what is HTML or SQL to others as it came', async () => {
    const body = {
      full_name: `<script>alert(1)</script>'; DROP TABLE users;--`,
      email: '"💩"@example.org',
      cnic: '۱۲۳',
    };
    expect((await ledger().client.post('/register', body)).json).toMatchObject(body);
  });

  it.each(['full_name', 'email', 'cnic'])('asks for %s', async (missing) => {
    const complete = { full_name: 'A', email: 'a@b.c', cnic: '1' };
    for (const value of [undefined, null, '', ' ', '\t\n']) {
      const exchange = await ledger().client.post('/register', { ...complete, [missing]: value });
      expect(refusal(exchange)).toEqual([400, 'full_name, email and cnic are required\n']);
    }
  });

  it('looks at the form of the body before it looks for fields', async () => {
    expect(refusal(await ledger().client.post('/register', { full_name: 5 }))).toEqual([400, 'invalid request body\n']);
  });

  it('refuses texts that are too long to be meant', async () => {
    const complete = { full_name: 'A', email: 'a@b.c', cnic: '1' };
    for (const [field, length] of [
      ['full_name', 201],
      ['email', 255],
      ['cnic', 65],
    ] as const)
      expect((await ledger().client.post('/register', { ...complete, [field]: 'x'.repeat(length) })).status).toBe(400);
  });
});

describeOnEachStorage('a one-time password', (ledger) => {
  const request = async (email: string): Promise<string> =>
    (await ledger().client.post('/auth/request-otp', { email })).json.otp;
  const verify = async (email: string, otp: unknown) => {
    const { status, headers, json, text } = await ledger().client.post('/auth/verify-otp', { email, otp });
    return { status, answer: json ?? text, type: headers.get('content-type') };
  };
  const refused = { status: 401, answer: INVALID_OTP, type: 'application/json; charset=utf-8' };

  it('is six digits, and works once', async () => {
    const { json } = await ledger().client.post('/auth/request-otp', { email: 'a@example.org' });
    expect(json).toEqual({ email: 'a@example.org', otp: expect.stringMatching(/^[0-9]{6}$/) });
    expect(await verify('a@example.org', json.otp)).toMatchObject({
      status: 200,
      answer: { success: true, message: 'otp verified' },
    });
    expect(await verify('a@example.org', json.otp)).toEqual(refused);
  });

  it('is worthless once a newer one was made', async () => {
    const old = await request('b@example.org');
    const fresh = await request('b@example.org');
    if (old !== fresh) expect(await verify('b@example.org', old)).toEqual(refused);
    expect((await verify('b@example.org', fresh)).status).toBe(200);
  });

  it('works for its own mailbox only, however that is spelled', async () => {
    const code = await request('Carla@Example.org');
    expect(await verify('other@example.org', code)).toEqual(refused);
    expect((await verify('carla@example.ORG', code)).status).toBe(200);
  });

  it('keeps leading zeros', async () => {
    const codes = await Promise.all(Array.from({ length: 150 }, (_, at) => request(`zero${at}@example.org`)));
    expect(codes.filter((code) => code.length !== 6)).toEqual([]);
    expect(codes.some((code) => code.startsWith('0'))).toBe(true);
  });

  it('must be six digits, no more and no fewer', async () => {
    const code = await request('d@example.org');
    for (const wrong of [code.slice(1), `${code}0`, `0${code}`]) {
      expect(await verify('d@example.org', wrong)).toEqual(refused);
    }
    expect((await verify('d@example.org', code)).status).toBe(200);
  });

  it('dies of five wrong tries', async () => {
    const code = await request('e@example.org');
    for (let tries = 0; tries < 5; tries++) {
      const wrong = String((Number(code) + 1 + tries) % 1_000_000).padStart(6, '0');
      expect(await verify('e@example.org', wrong)).toEqual(refused);
    }
    expect(await verify('e@example.org', code)).toEqual(refused);
  });

  it('is accepted once when it is tried many times at once', async () => {
    const code = await request('f@example.org');
    const answers = await Promise.all(Array.from({ length: 30 }, () => verify('f@example.org', code)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  it.each([
    ['/auth/request-otp', {}, 'email is required\n'],
    ['/auth/request-otp', { email: '' }, 'email is required\n'],
    ['/auth/request-otp', { email: 5 }, 'invalid request body\n'],
    ['/auth/verify-otp', {}, 'email and otp are required\n'],
    ['/auth/verify-otp', { email: 'a@b.c' }, 'email and otp are required\n'],
    ['/auth/verify-otp', { email: 'a@b.c', otp: '' }, 'email and otp are required\n'],
    ['/auth/verify-otp', { otp: '123456' }, 'email and otp are required\n'],
    ['/auth/verify-otp', { email: 'a@b.c', otp: 123456 }, 'invalid request body\n'],
    ['/auth/verify-otp', { email: 'a@b.c', otp: ['123456'] }, 'invalid request body\n'],
    ['/auth/verify-otp', { email: 'a@b.c', otp: { length: 6 } }, 'invalid request body\n'],
  ])('%s with %j is refused', async (path, body, text) => {
    expect(refusal(await ledger().client.post(path, body))).toEqual([400, text]);
  });

  it('that was never asked for is refused in the same words', async () => {
    expect(await verify('nobody@example.org', '000000')).toEqual(refused);
  });
});
