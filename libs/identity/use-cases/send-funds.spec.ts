import { MemorySendTotals } from '@app/infrastructure/memory/memory-send-totals.js';
import { AMINA, IdentityWorld, OWNER_IP, wrongFor } from '../../../test/support/identity.js';
import { keyPair, type Ledger, openLedger } from '../../../test/support/ledger.js';
import { LimitSending } from './limit-sending.js';
import { SendFunds, type SendRequest } from './send-funds.js';

const bob = keyPair(2);
const STEP_UP_AMOUNT = 1_000n;

let ledger: Ledger;
let world: IdentityWorld;
let sendFunds: SendFunds;
let sender: { userId: string; email: string };
let address: string;

beforeEach(async () => {
  ledger = await openLedger();
  ledger.producer.start(ledger.tip, () => {});
  await use(IdentityWorld.production({ stepUpAmount: STEP_UP_AMOUNT }));
});
afterEach(() => ledger.producer.stop());

/** A user with 15000 units whose e-mail is confirmed. */
async function use(inWorld: IdentityWorld): Promise<void> {
  world = inWorld;
  const limits = new LimitSending(new MemorySendTotals(), world.clock, world.policy);
  sendFunds = new SendFunds(ledger.transfers, world.users, world.verifyCode, limits, world.vault, world.policy);
  const user = await world.register();
  sender = { userId: user.id, email: user.email };
  address = user.address;
  world.users.confirmEmail(user.id);
  await ledger.faucet.execute({ address, amount: 1n, ip: '1.2.3.4' });
}

const balance = (of: string) => ledger.index.balance(of as typeof bob.address);
const send = (edit: Partial<SendRequest> = {}) =>
  sendFunds
    .execute({ from: '', to: bob.address, amount: 100n, privateKey: '', code: '', sender, ip: OWNER_IP, ...edit })
    .then(
      () => 'mined',
      (error: Error) => error.message,
    );

test('the owner of a session sends without a key, from their own wallet', async () => {
  expect(await send()).toBe('mined');
  expect(await send({ from: address.toUpperCase() })).toBe('mined');
  expect([balance(address), balance(bob.address)]).toEqual([14_800n, 200n]);
});

test('the opened key is wiped, whether the payment is mined or refused', async () => {
  const opened: Buffer[] = [];
  const open = world.vault.open.bind(world.vault);
  world.vault.open = async (...record) => {
    const key = await open(...record);
    expect(key.equals(Buffer.alloc(32))).toBe(false);
    opened.push(key);
    return key;
  };
  await send();
  await send({ amount: 900n, to: address });
  ledger.producer.stop();
  await send();
  expect(opened.map((key) => key.equals(Buffer.alloc(32)))).toEqual([true, true, true]);
});

test('no caller sends without a session, or from the wallet of another', async () => {
  expect(await send({ sender: undefined })).toBe('authentication required');
  expect(await send({ from: bob.address })).toBe('not your wallet');
  expect(await send({ sender: { userId: '00000000-0000-4000-8000-000000000000', email: AMINA.email } })).toBe(
    'authentication required',
  );
});

test('what is asked for is read before anything else is done', async () => {
  expect(await send({ from: 'x' })).toBe('invalid address');
  expect(await send({ to: 'x' })).toBe('invalid address');
  expect(await send({ amount: 0n })).toBe('amount must be positive');
});

test('nothing is sent before the e-mail is confirmed', async () => {
  const other = await world.register({ email: 'omar@example.org', cnic: '35202-2222222-2' });
  expect(await send({ sender: { userId: other.id, email: other.email } })).toBe(
    'the e-mail of this wallet is not confirmed',
  );
});

describe('above the step-up amount', () => {
  const amount = STEP_UP_AMOUNT + 1n;
  const REQUIRED = 'step-up required: this amount needs a fresh one-time password for payments';
  const FAILED = 'invalid or expired otp for this payment';

  test('a code made for payments is needed, and up to it none', async () => {
    expect(await send({ amount: STEP_UP_AMOUNT })).toBe('mined');
    expect(await send({ amount })).toBe(REQUIRED);
    const code = await world.code(AMINA.email, OWNER_IP, 'payment');
    expect(await send({ amount, code: wrongFor(code) })).toBe(FAILED);
    expect(await send({ amount, code })).toBe('mined');
    expect(await send({ amount, code })).toBe(FAILED);
    expect(balance(bob.address)).toBe(STEP_UP_AMOUNT + amount);
  });

  test('a code for logging in is not one', async () => {
    const code = await world.code(AMINA.email, OWNER_IP, 'login');
    expect(await send({ amount, code })).toBe(FAILED);
    expect(await world.tryCode(code)).toBe('accepted');
  });

  test('neither is a code of another user', async () => {
    await world.register({ email: 'omar@example.org', cnic: '35202-2222222-2' });
    const code = await world.code('omar@example.org', OWNER_IP, 'payment');
    expect(await send({ amount, code })).toBe(FAILED);
  });

  test('no code is used up for a payment that cannot be made', async () => {
    const code = await world.code(AMINA.email, OWNER_IP, 'payment');
    expect(await send({ amount: 15_001n, code })).toBe('insufficient funds');
    expect(await send({ amount: 15_001n })).toBe('insufficient funds');
    expect(await send({ amount, code, to: 'x' })).toBe('invalid address');
    expect(await send({ amount, code })).toBe('mined');
  });

  test('a server that does not write uses no code up', async () => {
    const code = await world.code(AMINA.email, OWNER_IP, 'payment');
    const tip = await ledger.producer.standAside();
    const REFUSAL = 'this server does not accept writes at the moment, try again';
    expect([await send({ amount, code }), await send({ amount })]).toEqual([REFUSAL, REFUSAL]);
    ledger.producer.start(tip, () => {});
    expect(await send({ amount, code })).toBe('mined');
  });

  test('a code that was used up for a payment that was refused after it works again, and pays once', async () => {
    const code = await world.code(AMINA.email, OWNER_IP, 'payment');
    let { tip } = ledger;
    const attempt = world.passwords.attempt.bind(world.passwords);
    world.passwords.attempt = async (...tried) => {
      const outcome = await attempt(...tried);
      tip = await ledger.producer.standAside();
      return outcome;
    };
    expect(await send({ amount, code })).toBe('this server does not accept writes at the moment, try again');
    world.passwords.attempt = attempt;
    ledger.producer.start(tip, () => {});
    expect([await send({ amount, code }), await send({ amount, code })]).toEqual(['mined', FAILED]);
    expect(balance(bob.address)).toBe(amount);
  });

  test('a repetition with its key is answered as before, without a second code and without a second payment', async () => {
    const code = await world.code(AMINA.email, OWNER_IP, 'payment');
    const keyed = { amount, code, idempotencyKey: 'rent of november' };
    expect([await send(keyed), await send(keyed), await send({ ...keyed, code: '' })]).toEqual(Array(3).fill('mined'));
    expect(await send({ ...keyed, amount: amount + 1n })).toBe('the idempotency key was used for another request');
    expect(balance(bob.address)).toBe(amount);
  });

  test('one code pays once, however often it is sent at once', async () => {
    const code = await world.code(AMINA.email, OWNER_IP, 'payment');
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => send({ amount, code })));
    expect(outcomes.filter((outcome) => outcome === 'mined')).toHaveLength(1);
    expect(balance(bob.address)).toBe(amount);
  });
});

describe('payments without a code', () => {
  const REACHED = 'send limit reached: this payment needs a fresh one-time password for payments';
  const sendLimits = { perHour: 1_000n, perDay: 2_500n };
  const count = (outcomes: string[], outcome: string) => outcomes.filter((each) => each === outcome).length;
  beforeEach(() => use(IdentityWorld.production({ stepUpAmount: 600n, sendLimits })));

  test('add up, however many are sent at once, and what is refused does not count', async () => {
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => send({ amount: 300n })));
    expect([count(outcomes, 'mined'), count(outcomes, REACHED)]).toEqual([3, 17]);
    expect([await send({ amount: 101n }), await send({ amount: 100n }), await send({ amount: 1n })]).toEqual([
      REACHED,
      'mined',
      REACHED,
    ]);
    expect(balance(bob.address)).toBe(1_000n);
  });

  test('begin anew with the hour, but not with the day', async () => {
    world.clock.ms = Date.UTC(2026, 10, 20, 10, 59);
    expect([await send({ amount: 600n }), await send({ amount: 400n }), await send({ amount: 1n })]).toEqual([
      'mined',
      'mined',
      REACHED,
    ]);
    world.clock.ms += 60_000;
    expect([await send({ amount: 500n }), await send({ amount: 500n })]).toEqual(['mined', 'mined']);
    world.clock.ms += 3_600_000;
    expect([await send({ amount: 500n }), await send({ amount: 1n })]).toEqual(['mined', REACHED]);
    world.clock.ms = Date.UTC(2026, 10, 21);
    expect(await send({ amount: 600n })).toBe('mined');
  });

  test('go on with a code, and payments with one do not count', async () => {
    const withCode = async (amount: bigint) =>
      send({ amount, code: await world.code(AMINA.email, OWNER_IP, 'payment') });
    expect([await withCode(900n), await send({ amount: 600n }), await send({ amount: 400n })]).toEqual(
      Array(3).fill('mined'),
    );
    expect(await send({ amount: 5n, code: '000000' })).toBe('invalid or expired otp for this payment');
    expect([await withCode(5n), await send({ amount: 5n })]).toEqual(['mined', REACHED]);
  });

  test('count once when they are repeated, and not at all when they fail', async () => {
    const keyed = { amount: 600n, idempotencyKey: 'rent of november' };
    expect(await Promise.all([send(keyed), send(keyed), send(keyed)])).toContain('mined');
    expect(await send(keyed)).toBe('mined');
    const tip = await ledger.producer.standAside();
    expect(await send({ amount: 400n })).toBe('this server does not accept writes at the moment, try again');
    ledger.producer.start(tip, () => {});
    expect([await send({ amount: 400n }), await send({ amount: 1n })]).toEqual(['mined', REACHED]);
  });

  test('are each user’s own', async () => {
    await send({ amount: 600n });
    await send({ amount: 400n });
    const omar = await world.register({ email: 'omar@example.org', cnic: '35202-2222222-2' });
    world.users.confirmEmail(omar.id);
    await ledger.faucet.execute({ address: omar.address, amount: 1n, ip: '1.2.3.4' });
    expect(await send({ amount: 600n, sender: { userId: omar.id, email: omar.email } })).toBe('mined');
  });
});

describe('with a private key in the request', () => {
  const alice = keyPair(1);
  const raw = (edit: Partial<SendRequest> = {}) =>
    send({ from: alice.address, privateKey: alice.privateKey.toString('hex'), sender: undefined, ...edit });
  const REFUSED = 'a private key is not accepted for this wallet';
  const fundAlice = () => ledger.faucet.execute({ address: alice.address, amount: 1n, ip: '1.2.3.4' });

  test('in production a wallet of one’s own may sign, and a custodial one may not, for any caller', async () => {
    await fundAlice();
    expect(await raw()).toBe('mined');
    expect(await raw({ from: 'x' })).toBe('invalid address');
    for (const from of [address, address.toUpperCase()]) {
      expect(await raw({ from })).toBe(REFUSED);
      expect(await raw({ from, sender })).toBe(REFUSED);
    }
  });

  test('where the operator takes no keys, none may', async () => {
    await use(IdentityWorld.production({ rawKeySigning: false }));
    await fundAlice();
    expect(await raw()).toBe(REFUSED);
    expect(await send()).toBe('mined');
  });

  test('in a demo every key is looked at, nothing is read from the database, and a missing key is the specification’s error', async () => {
    await use(new IdentityWorld());
    await fundAlice();
    world.users.isCustodial = () => Promise.reject(new Error('a read'));
    world.users.wallet = () => Promise.reject(new Error('a read'));
    expect(await raw()).toBe('mined');
    expect(await raw({ sender })).toBe('mined');
    expect(await send({ sender: undefined, from: alice.address })).toBe('invalid private key');
  });

  test('a demo has custody too', async () => {
    await use(new IdentityWorld());
    expect(await send()).toBe('mined');
  });
});
