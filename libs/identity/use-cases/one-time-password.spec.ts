import { EnvelopeVault } from '@app/infrastructure/crypto/envelope-vault.js';
import { MemoryOneTimePasswords } from '@app/infrastructure/memory/memory-identity.js';
import { RecordingLog, StandingClock } from '../../../test/support/ledger.js';
import { oneTimePasswordHash } from '../model/one-time-password.js';
import { ONE_TIME_PASSWORD_TTL_MS, RequestOneTimePassword } from './request-one-time-password.js';
import { VerifyOneTimePassword } from './verify-one-time-password.js';

const EMAIL = 'amina@example.org';
const vault = EnvelopeVault.ephemeral(Buffer.alloc(32, 1));

let clock: StandingClock;
let log: RecordingLog;
let passwords: MemoryOneTimePasswords;
let request: RequestOneTimePassword;
let verify: VerifyOneTimePassword;

beforeEach(() => {
  clock = new StandingClock();
  log = new RecordingLog();
  passwords = new MemoryOneTimePasswords();
  request = new RequestOneTimePassword(passwords, vault, clock, log);
  verify = new VerifyOneTimePassword(passwords, vault, clock, log);
});

const make = async (email = EMAIL) => (await request.execute({ email, ip: '1.2.3.4' })).code;
const attempt = (code: string, email = EMAIL) =>
  verify.execute({ email, code, ip: '1.2.3.4' }).then(
    () => 'accepted',
    (error: Error) => error.message,
  );
const wrongFor = (code: string) => (code === '000000' ? '000001' : '000000');
const REFUSED = 'invalid or expired otp';

test('a code is six digits and opens once', async () => {
  const code = await make();
  expect(code).toMatch(/^[0-9]{6}$/);
  expect(await attempt(code)).toBe('accepted');
  expect(await attempt(code)).toBe(REFUSED);
  expect(log.types).toEqual(['otp_generated', 'otp_verified', 'otp_not_found']);
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
  expect(log.types.at(-1)).toBe('otp_not_found');
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
  clock.ms += ONE_TIME_PASSWORD_TTL_MS + offset;
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
  const nowMs = clock.nowMs();
  await passwords.replace(EMAIL, oneTimePasswordHash(vault, EMAIL, '000042'), nowMs + 1_000);
  for (const code of ['42', '0042', '42.0', ' 000042', '000042 ', '0000420', '٠٠٠٠٤٢']) {
    expect(await attempt(code)).toBe(REFUSED);
    await passwords.replace(EMAIL, oneTimePasswordHash(vault, EMAIL, '000042'), nowMs + 1_000);
  }
  expect(await attempt('000042')).toBe('accepted');
});

test('codes with leading zeros are made', async () => {
  let zeros = 0;
  for (let count = 0; count < 500 && zeros === 0; count++) zeros += (await make()).startsWith('0') ? 1 : 0;
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
  expect(JSON.stringify(log.entries)).not.toContain(code);
  expect(JSON.stringify(log.entries)).not.toContain('amina');
  const otherVault = EnvelopeVault.ephemeral(Buffer.alloc(32, 2));
  expect(oneTimePasswordHash(otherVault, EMAIL, code)).not.toEqual(oneTimePasswordHash(vault, EMAIL, code));
});
