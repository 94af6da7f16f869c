import { EnvelopeVault } from './envelope-vault.js';

const vault = EnvelopeVault.ephemeral(Buffer.alloc(32, 1));
const place = { table: 'wallet_profiles', column: 'private_key', row: 'user|address' };
const secret = Buffer.from('a secret of thirty-two bytes ...');

test('a sealed secret opens where it belongs, and nowhere in the record can it be read', async () => {
  const record = await vault.seal(secret, place);
  expect(await vault.open(record, place)).toEqual(secret);
  expect(record.includes(secret.subarray(0, 8))).toBe(false);
});

test('an empty and a long secret open', async () => {
  for (const length of [0, 1, 100_000]) {
    const long = Buffer.alloc(length, 7);
    expect(await vault.open(await vault.seal(long, place), place)).toEqual(long);
  }
});

test('sealing twice makes two records', async () => {
  expect(await vault.seal(secret, place)).not.toEqual(await vault.seal(secret, place));
});

test('a record with any one bit flipped does not open', async () => {
  const record = await vault.seal(secret, place);
  let refused = 0;
  for (let bit = 0; bit < record.length * 8; bit++) {
    const altered = Buffer.from(record);
    altered[bit >> 3]! ^= 1 << (bit & 7);
    await vault.open(altered, place).catch(() => refused++);
  }
  expect(refused).toBe(record.length * 8);
});

test('no part of a record opens, nor the record with a byte more', async () => {
  const record = await vault.seal(secret, place);
  for (let length = 0; length < record.length; length++) {
    await expect(vault.open(record.subarray(0, length), place)).rejects.toThrow();
  }
  await expect(vault.open(Buffer.concat([record, Buffer.alloc(1)]), place)).rejects.toThrow();
});

test.each([
  { ...place, row: 'user|other' },
  { ...place, column: 'cnic' },
  { ...place, table: 'users' },
  { table: 'wallet_profiles', column: 'private_key|user', row: 'address' },
  { table: 'wallet_profiles","private_key', column: 'user', row: 'address' },
])('a record moved to %o does not open', async (elsewhere) => {
  const record = await vault.seal(secret, place);
  await expect(vault.open(record, elsewhere)).rejects.toThrow();
});

test('the halves of two records for one place do not open together', async () => {
  const [one, other] = [await vault.seal(secret, place), await vault.seal(secret, place)];
  const mixed = Buffer.concat([one.subarray(0, 69), other.subarray(69)]);
  await expect(vault.open(mixed, place)).rejects.toThrow();
});

test('another master key does not open a record, and says so', async () => {
  const record = await vault.seal(secret, place);
  const other = EnvelopeVault.ephemeral(Buffer.alloc(32, 2));
  await expect(other.open(record, place)).rejects.toThrow('another master key');
});

test('a keyed hash depends on purpose, text and master key', () => {
  const other = EnvelopeVault.ephemeral(Buffer.alloc(32, 2));
  const hashes = [
    vault.keyedHash('cnic', 'a'),
    vault.keyedHash('cnic', 'b'),
    vault.keyedHash('one-time-password', 'a'),
    other.keyedHash('cnic', 'a'),
  ].map((hash) => hash.toString('hex'));
  expect(new Set(hashes).size).toBe(4);
  expect(vault.keyedHash('cnic', 'a').toString('hex')).toBe(hashes[0]);
});
