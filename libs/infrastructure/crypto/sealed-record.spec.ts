import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { LocalKeyManagement } from './local-key-management.js';
import { keyIdOf, openRecord, rewrapRecord, SealedUnderAnotherKey, sealRecord } from './sealed-record.js';

const oldKeys = new LocalKeyManagement(Buffer.alloc(32, 1));
const newKeys = new LocalKeyManagement(Buffer.alloc(32, 2));
/** Three records as the stores hold them: a private key, a national ID, a shared secret. */
const records = [
  { context: { table: 'wallet_profiles', column: 'sealed_private_key', row: 'user|address' }, secret: randomBytes(32) },
  { context: { table: 'users', column: 'cnic', row: 'user' }, secret: Buffer.from('42101-1234567-1') },
  { context: { table: 'node_credentials', column: 'sealed_secret', row: 'node-1' }, secret: randomBytes(32) },
];
const texts = fc.record({ table: fc.string(), column: fc.string(), row: fc.string() });

async function opens(record: Uint8Array, context: (typeof records)[number]['context'], keys = oldKeys) {
  return openRecord(keys, record, context).then(
    () => true,
    () => false,
  );
}

test('whatever is sealed opens in its place, under its key', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), texts, async (secret, context) => {
      const opened = await openRecord(oldKeys, await sealRecord(oldKeys, secret, context), context);
      expect(opened.equals(secret)).toBe(true);
    }),
  );
});

test.each(records)('every changed byte of a record of $context.table is noticed', async ({ context, secret }) => {
  const record = await sealRecord(oldKeys, secret, context);
  let noticed = 0;
  for (let at = 0; at < record.length; at++) {
    for (const change of [0x01, 0x80, 0xff]) {
      const altered = Buffer.from(record);
      altered[at]! ^= change;
      if (!(await opens(altered, context))) noticed++;
    }
  }
  expect(noticed).toBe(record.length * 3);
});

test('a record opens in no other place, however similar that is', async () => {
  await fc.assert(
    fc.asyncProperty(texts, texts, async (home, elsewhere) => {
      fc.pre(home.table !== elsewhere.table || home.column !== elsewhere.column || home.row !== elsewhere.row);
      expect(await opens(await sealRecord(oldKeys, Buffer.from('secret'), home), elsewhere)).toBe(false);
    }),
  );
  const swapped = records.flatMap((one) =>
    records.filter((other) => other !== one).map((other) => [one, other] as const),
  );
  for (const [one, other] of swapped) {
    expect(await opens(await sealRecord(oldKeys, one.secret, one.context), other.context)).toBe(false);
  }
});

test('bytes that are no record do not open, and crash nothing', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
      expect(await opens(bytes, records[0]!.context)).toBe(false);
    }),
  );
});

test.each(records)(
  'a rewrapped record of $context.table opens under the new key and no longer under the old one',
  async ({ context, secret }) => {
    const record = await sealRecord(oldKeys, secret, context);
    const rewrapped = await rewrapRecord(record, context, { from: oldKeys, to: newKeys });
    expect((await openRecord(newKeys, rewrapped, context)).equals(secret)).toBe(true);
    await expect(openRecord(oldKeys, rewrapped, context)).rejects.toThrow(SealedUnderAnotherKey);
    await expect(openRecord(newKeys, record, context)).rejects.toThrow(SealedUnderAnotherKey);
    expect([keyIdOf(record), keyIdOf(rewrapped)]).toEqual([oldKeys.keyId, newKeys.keyId]);
  },
);

test('a record that was altered or moved is not rewrapped', async () => {
  const { context, secret } = records[0]!;
  const record = await sealRecord(oldKeys, secret, context);
  const rewrapping = { from: oldKeys, to: newKeys };
  await expect(rewrapRecord(record, records[1]!.context, rewrapping)).rejects.toThrow();
  await expect(rewrapRecord(record, context, { from: newKeys, to: oldKeys })).rejects.toThrow(SealedUnderAnotherKey);
  record[20]! ^= 1;
  await expect(rewrapRecord(record, context, rewrapping)).rejects.toThrow();
});

test('a name of another key pasted over a record does not make it open', async () => {
  const { context, secret } = records[0]!;
  const record = await sealRecord(oldKeys, secret, context);
  newKeys.keyId.copy(record, 1);
  expect(await opens(record, context, newKeys)).toBe(false);
});
