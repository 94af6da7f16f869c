import { EnvelopeVault } from '@app/infrastructure/crypto/envelope-vault.js';
import { MemoryUsers } from '@app/infrastructure/memory/memory-identity.js';
import { addressOf, CreateWallet, privateKeySeal } from '@app/wallet';
import { IdentityWorld } from '../../../test/support/identity.js';
import { scheme } from '../../../test/support/ledger.js';
import { IdentityPolicy } from '../model/identity-policy.js';
import { cnicKey, emailKey } from '../model/personal-data.js';
import { type NewUser, UserWriteFailed } from '../ports/users.js';

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
  const { registerUser: register, log } = new IdentityWorld(IdentityPolicy.demo(), users);
  return { users, log, register };
}

test('a user gets a wallet whose key opens from what was stored, and nothing secret is stored in the clear', async () => {
  const { users, log, register } = registration();
  const registered = await register.execute(amina);
  const privateKey = Buffer.from(registered.privateKey!, 'hex');
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
  { fullName: 'a\u2028b' },
  { cnic: '1\u20292' },
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
  await expect(register.execute(amina)).rejects.toMatchObject({ message, code: 'user_not_created' });
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
  for (const users of [new MemoryUsers(), new FullUsers(new Error('full'))]) {
    const { registerUser } = new IdentityWorld(IdentityPolicy.demo(), users, new Watched(scheme));
    await registerUser.execute(amina).catch(() => {});
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

test.each([
  [' A@B.org', 'a@b.org'],
  ['a@b.ORG ', 'a@b.org'],
  ['ａmina@example．org', 'amina@example.org'],
  ['ami\u200bna@example.org', 'amina@example.org'],
  ['Jose\u0301@example.org', 'josé@example.org'],
  ['İ@example.org', 'i\u0307@example.org'],
  ['a@Bücher.example', 'a@xn--bcher-kva.example'],
  ['no address', 'no address'],
])('%j is the mailbox %j', (email, mailbox) => {
  expect(emailKey(email)).toBe(mailbox);
  expect(emailKey(mailbox)).toBe(mailbox);
});

test('an e-mail that grows too long in its one spelling is refused', async () => {
  const email = `${'ﷺ'.repeat(40)}@example.org`;
  await expect(registration().register.execute({ ...amina, email })).rejects.toMatchObject({ code: 'fields_required' });
});

describe('in production', () => {
  test('the private key is not shown, and the wallet counts as custodial', async () => {
    const world = IdentityWorld.production();
    const { privateKey, address, cnic } = await world.register({ cnic: '３５２０２ 1234567 1' });
    expect([privateKey, cnic]).toEqual([undefined, '35202-1234567-1']);
    expect(await world.users.isCustodial(address)).toBe(true);
  });

  test.each([
    { email: 'amina@example.org' },
    { email: 'AMINA@EXAMPLE.ORG', cnic: '42101-7654321-9' },
    { email: 'ａmina@example.org', cnic: '42101-7654321-9' },
    { email: 'other@example.org', cnic: '3520212345671' },
  ])('%j is taken once it is confirmed, in words that do not say which or whose', async (second) => {
    const world = IdentityWorld.production();
    await world.register(second);
    const { id } = await world.register();
    world.users.confirmEmail(id);
    await expect(world.register(second)).rejects.toMatchObject({ kind: 'conflict', message: 'already registered' });
    expect(world.log.types).toEqual(['user_registered', 'user_registered', 'user_exists']);
    expect(JSON.stringify(world.log.entries)).not.toMatch(/amina|35202/i);
    await world.register({ email: 'third@example.org', cnic: '42101-7654321-9' });
  });

  test.each(['1', '35202-123456-1', '35202-1234567-12', 'ABCDE-FGHIJKL-M', '<b>3520212345671</b>'])(
    'the national ID %j is refused',
    async (cnic) => {
      await expect(IdentityWorld.production().register({ cnic })).rejects.toThrow('cnic must have 13 digits');
    },
  );

  test.each([
    'amina',
    'amina@',
    '@example.org',
    'amina@localhost',
    'a@b@example.org',
    'a b@example.org',
    '"a"@example.org',
    'amina@example.org,eve@example.org',
    'Amina <amina@example.org>',
    'amina@exa_mple.org',
    'amina@-example.org',
    'amina@192.0.2.1',
    'ami\u202ena@example.org',
    `${'a'.repeat(65)}@example.org`,
  ])('%j is no address to send a code to', async (email) => {
    await expect(IdentityWorld.production().register({ email })).rejects.toThrow('email must be an e-mail address');
  });

  test.each(['amina+mizan@example.org', "o'neil@sub.example.org", 'josé@example.org', 'a@bücher.example'])(
    '%j is one',
    async (email) => {
      expect(await IdentityWorld.production().register({ email })).toMatchObject({ email });
    },
  );

  test('one network registers twenty users an hour', async () => {
    const world = IdentityWorld.production();
    const register = (number: number) =>
      world.register({ email: `user${number}@example.org`, cnic: String(3520200000000 + number) });
    for (let number = 0; number < 20; number++) await register(number);
    await expect(register(20)).rejects.toMatchObject({ kind: 'throttled', retryAfterSeconds: 3600 });
    world.clock.ms += 3_600_000;
    await register(20);
  });
});
