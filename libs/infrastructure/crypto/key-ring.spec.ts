import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RotationUnfinished, WrongMasterKey } from './key-ring.errors.js';
import { type KeyRing, KeyRings, openVault } from './key-ring.js';
import type { MasterKeySource } from './master-key-source.js';

const home = mkdtempSync(join(tmpdir(), 'mizan-ring-'));
const fileSource = (name: string): MasterKeySource => ({
  kind: 'file',
  path: join(home, name),
  createWhenMissing: true,
});
const passphrase = (text: string): MasterKeySource => ({ kind: 'passphrase', passphrase: text });
const place = { table: 'users', column: 'cnic', row: 'user' };

afterAll(() => rmSync(home, { recursive: true }));

class MemoryKeyRings extends KeyRings {
  override readonly schema = 'ledger';
  ring: KeyRing | undefined;

  override async find(): Promise<KeyRing | undefined> {
    return this.ring;
  }

  override async create(ring: KeyRing): Promise<void> {
    this.ring ??= ring;
  }
}

describe.each([
  ['a key file', fileSource('one'), fileSource('other')],
  ['a passphrase', passphrase('correct horse battery staple'), passphrase('incorrect horse battery staple')],
])('a store under %s', (_, right, wrong) => {
  it('opens what it sealed, and hashes as before, after a restart', async () => {
    const rings = new MemoryKeyRings();
    const [before, after] = [await openVault(rings, right), await openVault(rings, right)];
    const sealed = await before.seal(Buffer.from('secret'), place);
    expect((await after.open(sealed, place)).toString()).toBe('secret');
    expect(after.keyedHash('cnic', 'text')).toEqual(before.keyedHash('cnic', 'text'));
  });

  it('does not start with another one', async () => {
    const rings = new MemoryKeyRings();
    await openVault(rings, right);
    await expect(openVault(rings, wrong)).rejects.toThrow(WrongMasterKey);
  });

  it('hashes with a key that no other store has', async () => {
    const [one, other] = await Promise.all([
      openVault(new MemoryKeyRings(), right),
      openVault(new MemoryKeyRings(), right),
    ]);
    expect(one.keyedHash('cnic', 'text')).not.toEqual(other.keyedHash('cnic', 'text'));
  });
});

it('is one ring when two servers make it at once', async () => {
  const rings = new MemoryKeyRings();
  const source = passphrase('correct horse battery staple');
  const [one, other] = await Promise.all([openVault(rings, source), openVault(rings, source)]);
  const sealed = await one.seal(Buffer.from('secret'), place);
  expect((await other.open(sealed, place)).toString()).toBe('secret');
  expect(one.keyedHash('cnic', 'text')).toEqual(other.keyedHash('cnic', 'text'));
});

it('does not take a file for a passphrase, nor the other way round', async () => {
  const rings = new MemoryKeyRings();
  await openVault(rings, fileSource('one'));
  await expect(openVault(rings, passphrase('correct horse battery staple'))).rejects.toThrow(WrongMasterKey);
});

it('does not open while a rotation is under way', async () => {
  const rings = new MemoryKeyRings();
  await openVault(rings, fileSource('one'));
  rings.ring = { ...rings.ring!, next: { keyId: Buffer.alloc(8), passphraseSalt: undefined } };
  await expect(openVault(rings, fileSource('one'))).rejects.toThrow(RotationUnfinished);
});

it('does not open with the index key of another store, or an altered one', async () => {
  const [rings, others] = [new MemoryKeyRings(), new MemoryKeyRings()];
  Object.defineProperty(others, 'schema', { value: 'registry' });
  await Promise.all([openVault(rings, fileSource('one')), openVault(others, fileSource('one'))]);
  rings.ring = others.ring;
  await expect(openVault(rings, fileSource('one'))).rejects.toThrow(WrongMasterKey);
});
