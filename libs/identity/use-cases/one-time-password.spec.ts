import { EnvelopeVault } from '@app/infrastructure/crypto/envelope-vault.js';
import { IdentityWorld, wrongFor } from '../../../test/support/identity.js';
import { ONE_TIME_PASSWORD_TTL_MS, oneTimePasswordHash } from '../model/one-time-password.js';

const EMAIL = 'amina@example.org';

let world: IdentityWorld;

beforeEach(() => {
  world = new IdentityWorld();
});

const make = (email = EMAIL) => world.code(email);
const attempt = (code: string, email = EMAIL) => world.tryCode(code, email);
const REFUSED = 'invalid or expired otp';

test('a code is six digits and opens once', async () => {
  const code = await make();
  expect(code).toMatch(/^[0-9]{6}$/);
  expect(await attempt(code)).toBe('accepted');
  expect(await attempt(code)).toBe(REFUSED);
  expect(world.log.types).toEqual(['otp_generated', 'otp_verified', 'otp_not_found']);
});

test('of 100 tries at once with the right code exactly one is accepted', async () => {
  const code = await make();
  const outcomes = await Promise.all(Array.from({ length: 100 }, () => attempt(code)));
  expect(outcomes.filter((outcome) => outcome === 'accepted')).toHaveLength(1);
});

test('the fifth wrong try kills the code, the fifth try may still be right', async () => {
  const first = await make();
  for (let count = 0; count < 4; count++) expect(await attempt(wrongFor(first))).toBe(REFUSED);
  expect(await attempt(first)).toBe('accepted');
  const second = await make();
  for (let count = 0; count < 5; count++) expect(await attempt(wrongFor(second))).toBe(REFUSED);
  expect(await attempt(second)).toBe(REFUSED);
  expect(world.log.types.at(-1)).toBe('otp_not_found');
});

test('wrong tries at once count each', async () => {
  const code = await make();
  await Promise.all(Array.from({ length: 5 }, () => attempt(wrongFor(code))));
  expect(await attempt(code)).toBe(REFUSED);
});

test.each([
  [-1, 'accepted'],
  [0, REFUSED],
  [1, REFUSED],
])('%i ms after five minutes the code is %s', async (offset, outcome) => {
  const code = await make();
  world.clock.ms += ONE_TIME_PASSWORD_TTL_MS + offset;
  expect(await attempt(code)).toBe(outcome);
});

test("another mailbox's code, and a code that a new one replaced, are refused", async () => {
  const [mine, other] = [await make(), await make('bilal@example.org')];
  if (mine !== other) expect(await attempt(mine, 'bilal@example.org')).toBe(REFUSED);
  let renewed = await make();
  while (renewed === mine) renewed = await make();
  expect(await attempt(mine)).toBe(REFUSED);
  expect(await attempt(renewed)).toBe('accepted');
});

test('a new code starts with five tries', async () => {
  const first = await make();
  for (let count = 0; count < 5; count++) await attempt(wrongFor(first));
  expect(await attempt(await make())).toBe('accepted');
});

test('the mailbox is the same in either case and however it is composed', async () => {
  const code = await make('José@Example.org');
  expect(await attempt(code, ' jose\u0301@EXAMPLE.ORG ')).toBe('accepted');
});

test('leading zeros are part of the code', async () => {
  const place = { mailbox: EMAIL, purpose: 'login', requester: Buffer.alloc(0) } as const;
  const hash = oneTimePasswordHash(world.vault, { mailbox: EMAIL, purpose: 'login', code: '000042' });
  const nowMs = world.clock.nowMs();
  for (const code of ['42', '0042', '42.0', '0000420', '٠٠٠٠٤٢']) {
    await world.passwords.replace(place, { codeHash: hash, sentTo: EMAIL, expiresAtMs: nowMs + 1_000 }, nowMs);
    expect(await attempt(code)).toBe(REFUSED);
  }
  await world.passwords.replace(place, { codeHash: hash, sentTo: EMAIL, expiresAtMs: nowMs + 1_000 }, nowMs);
  expect(await attempt(' 000 042\u00a0')).toBe('accepted');
});

test('codes with leading zeros are made', async () => {
  let zeros = 0;
  for (let count = 0; count < 500 && zeros === 0; count++) {
    zeros += (await make(`zero${count}@example.org`)).startsWith('0') ? 1 : 0;
  }
  expect(zeros).toBe(1);
});

test.each(['', '   ', `${'a'.repeat(250)}@x.org`])('no code is made for %j', async (email) => {
  await expect(make(email)).rejects.toThrow('email is required');
});

test.each([
  ['', '123456'],
  [' ', '123456'],
  [EMAIL, ''],
])('the e-mail %j with the code %j is incomplete', async (email, code) => {
  expect(await attempt(code, email)).toBe('email and otp are required');
});

test('neither code nor mailbox is in the journal or readable in the store', async () => {
  const code = await make();
  await attempt(code);
  expect(JSON.stringify(world.log.entries)).not.toContain(code);
  expect(JSON.stringify(world.log.entries)).not.toContain('amina');
  const secret = { mailbox: EMAIL, purpose: 'login', code } as const;
  const otherVault = EnvelopeVault.ephemeral(Buffer.alloc(32, 2));
  expect(oneTimePasswordHash(otherVault, secret)).not.toEqual(oneTimePasswordHash(world.vault, secret));
});

test('a code for logging in confirms no payment, and the other way round', async () => {
  const login = await world.code(EMAIL, '1.2.3.4', 'login');
  const payment = await world.code(EMAIL, '1.2.3.4', 'payment');
  if (login !== payment) expect(await world.tryCode(login, EMAIL, '1.2.3.4', 'payment')).toBe(REFUSED);
  if (login !== payment) expect(await world.tryCode(payment, EMAIL, '1.2.3.4', 'login')).toBe(REFUSED);
  expect(await world.tryCode(payment, EMAIL, '1.2.3.4', 'payment')).toBe('accepted');
  expect(await world.tryCode(login, EMAIL, '1.2.3.4', 'login')).toBe('accepted');
});
