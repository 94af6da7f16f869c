import { EnvelopeVault } from '@app/infrastructure/crypto/envelope-vault.js';
import { MemoryUsers } from '@app/infrastructure/memory/memory-identity.js';
import { addressOf, CreateWallet, privateKeySeal } from '@app/wallet';
import { RecordingLog, StandingClock, scheme } from '../../../test/support/ledger.js';
import { cnicKey, emailKey } from '../model/personal-data.js';
import { type NewUser, UserWriteFailed } from '../ports/users.js';
import { RegisterUser } from './register-user.js';

const vault = EnvelopeVault.ephemeral(Buffer.alloc(32, 1));
const amina = { fullName: 'Amina Khan', email: 'Amina@Example.org', cnic: '35202-1234567-1', ip: '1.2.3.4' };

/** Users that cannot be stored. */
class FullUsers extends MemoryUsers {
  attempts: NewUser[] = [];

  constructor(private readonly failure: unknown) {
    super();
  }

  override async register(user: NewUser): Promise<void> {
    this.attempts.push(user);
    throw this.failure;
  }
}

function registration(users = new MemoryUsers()) {
  const log = new RecordingLog();
  const register = new RegisterUser(users, new CreateWallet(scheme), vault, new StandingClock(), log);
  return { users, log, register };
}

test('a user gets a wallet whose key opens from what was stored, and nothing secret is stored in the clear', async () => {
  const { users, log, register } = registration();
  const registered = await register.execute(amina);
  const privateKey = Buffer.from(registered.privateKey, 'hex');
  expect(privateKey.equals(Buffer.alloc(32))).toBe(false);
  expect(addressOf(scheme.publicKeyOf(privateKey))).toBe(registered.address);
  const [stored] = users.registered;
  const place = privateKeySeal(stored!.id, stored!.walletAddress);
  expect(await vault.open(stored!.sealedPrivateKey, place)).toEqual(privateKey);
  const cnic = await vault.open(stored!.sealedCnic, { table: 'users', column: 'cnic', row: stored!.id });
  expect(cnic.toString()).toBe(amina.cnic);
  expect(stored!.cnicHash).toEqual(vault.keyedHash('cnic', '3520212345671'));
  const written = JSON.stringify(stored, (_, value) =>
    value?.type === 'Buffer' ? Buffer.from(value.data).toString('latin1') : value,
  );
  expect(written).not.toContain('35202');
  expect(written).not.toContain(registered.privateKey);
  expect(JSON.stringify(log.entries)).not.toMatch(/35202|Amina/i);
  expect(log.types).toEqual(['user_registered']);
});

test('texts are kept as given, less the white space around them', async () => {
  const registered = await registration().register.execute({ ...amina, fullName: '  <b>آمنہ</b> O’Neil  ' });
  expect([registered.fullName, registered.email]).toEqual(['<b>آمنہ</b> O’Neil', 'Amina@Example.org']);
});

test.each([
  { fullName: '' },
  { fullName: ' \t' },
  { email: '' },
  { cnic: '  ' },
  { fullName: 'x'.repeat(201) },
  { email: 'x'.repeat(255) },
  { cnic: '1'.repeat(65) },
  { fullName: 'a\nb' },
  { fullName: '\u001b[31mred' },
  { email: 'a\u0000@b' },
])('%j is refused and nothing is made', async (edit) => {
  const { users, log, register } = registration();
  await expect(register.execute({ ...amina, ...edit })).rejects.toMatchObject({ code: 'fields_required' });
  expect([users.registered, log.entries]).toEqual([[], []]);
});

test.each([
  [new UserWriteFailed('user', { cause: undefined }), 'failed to create user', 'user_create_failed'],
  [
    new UserWriteFailed('wallet_profile', { cause: undefined }),
    'failed to create wallet profile',
    'wallet_profile_create_failed',
  ],
  [new Error('the connection broke'), 'failed to create user', 'user_create_failed'],
])('%s is answered and logged as what failed', async (failure, message, type) => {
  const users = new FullUsers(failure);
  const { log, register } = registration(users);
  await expect(register.execute(amina)).rejects.toMatchObject({ message, status: 500 });
  expect(users.attempts).toHaveLength(1);
  expect(log.types).toEqual([type]);
});

test('the private key is wiped also when the user could not be stored', async () => {
  const made: Uint8Array[] = [];
  class Watched extends CreateWallet {
    override execute() {
      const pair = super.execute();
      made.push(pair.privateKey);
      return pair;
    }
  }
  const wallet = new Watched(scheme);
  const log = new RecordingLog();
  for (const users of [new MemoryUsers(), new FullUsers(new Error('full'))]) {
    await new RegisterUser(users, wallet, vault, new StandingClock(), log).execute(amina).catch(() => {});
  }
  expect(made.map((key) => Buffer.from(key).equals(Buffer.alloc(32)))).toEqual([true, true]);
});

test.each([
  '35202-1234567-1',
  '3520212345671',
  ' 35202 1234567 1 ',
  '35202–1234567–1',
  '35202‐1234567‑1',
  '35202−1234567−1',
  '３５２０２-１２３４５６７-１',
  '٣٥٢٠٢-١٢٣٤٥٦٧-١',
  '۳۵۲۰۲-۱۲۳۴۵۶۷-۱',
  '\u200e35202-1234567-1\u200f',
])('%j is the same national ID', (cnic) => {
  expect(cnicKey(cnic)).toBe('3520212345671');
});

test('other digits are another national ID', () => {
  expect(cnicKey('35202-1234567-2')).not.toBe(cnicKey('35202-1234567-1'));
  expect(cnicKey('ABC')).toBe(cnicKey('abc'));
});

test.each([' A@B.org', 'a@b.ORG ', 'a@b.org'])('%j is the same mailbox', (email) => {
  expect(emailKey(email)).toBe('a@b.org');
});
