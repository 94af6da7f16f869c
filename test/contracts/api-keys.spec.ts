import { randomBytes, randomUUID } from 'node:crypto';
import { MOST_API_KEYS, type NewApiKey } from '@app/identity';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { IDENTITY_STORE_KINDS, type IdentityStores, openIdentityStores } from './identity-stores.js';

jest.setTimeout(60_000);

const NOW_MS = Date.UTC(2026, 10, 21, 12);

describe.each(IDENTITY_STORE_KINDS)('keys, on %s', (kind) => {
  let stores: IdentityStores;
  let userId: string;
  const address = randomBytes(32).toString('hex');

  beforeAll(async () => {
    stores = await openIdentityStores(kind);
    userId = randomUUID();
    await stores.users.register({
      ...{ id: userId, fullName: 'Amina', email: 'Amina@example.org', mailbox: 'amina@example.org', exclusive: false },
      ...{ sealedCnic: randomBytes(80), cnicHash: randomBytes(32), walletAddress: address, createdAtMs: NOW_MS },
      ...{ sealedPrivateKey: randomBytes(120), registeredFrom: randomBytes(32) },
    });
  });
  afterAll(() => stores?.stop());

  let holders = 0;
  const key = (fields: Partial<NewApiKey> = {}): NewApiKey => ({
    ...{ id: randomUUID(), keyHash: randomBytes(32), name: 'till', holder: `administrator:a-${++holders}` },
    ...{ userId: undefined, scopes: ['read', 'zakat'], limitPerDay: undefined, addresses: undefined },
    ...{ networks: undefined, createdAtMs: NOW_MS, expiresAtMs: undefined },
    ...fields,
  });
  const kept = ({ id, holder, scopes, limitPerDay, addresses, networks }: NewApiKey) => ({
    ...{ id, holder, scopes, limitPerDay, addresses, networks, lastUsedAtMs: undefined },
  });

  it('are found by their hash, with whom they act for and all that they are bound to', async () => {
    const terms = { limitPerDay: 2n ** 62n, addresses: [address], networks: ['10.0.0.0/8', '::1'] };
    const ofUser = key({ ...terms, userId, holder: `user:${userId}`, expiresAtMs: NOW_MS + 1_000 });
    const ofAdministrator = key();
    for (const each of [ofUser, ofAdministrator]) await stores.keys.add(each);
    const user = { userId, email: 'Amina@example.org', address };
    expect(await stores.keys.find(ofUser.keyHash, NOW_MS)).toEqual({ ...kept(ofUser), user });
    expect(await stores.keys.find(ofAdministrator.keyHash, NOW_MS)).toEqual({
      ...kept(ofAdministrator),
      user: undefined,
    });
    expect(await stores.keys.find(randomBytes(32), NOW_MS)).toBeUndefined();
    expect(await stores.keys.find(ofUser.keyHash, NOW_MS + 1_000)).toBeUndefined();
    expect((await stores.keys.list(`user:${userId}`)).map(({ id }) => id)).toEqual([ofUser.id]);
    const ofAdministrators = (await stores.keys.list(undefined)).map(({ id }) => id);
    expect([ofAdministrators.includes(ofUser.id), ofAdministrators.includes(ofAdministrator.id)]).toEqual([
      false,
      true,
    ]);
  });

  it('tell when they were used', async () => {
    const used = key();
    await stores.keys.add(used);
    await stores.keys.touch(used.id, NOW_MS + 5);
    expect(await stores.keys.find(used.keyHash, NOW_MS)).toMatchObject({ lastUsedAtMs: NOW_MS + 5 });
  });

  it('are worthless once they are revoked, by their holder or by any administrator, for good', async () => {
    const own = key();
    await stores.keys.add(own);
    const by = (atMs: number) => ({ actor: 'administrator:amina', atMs });
    expect(await stores.keys.revoke(own.id, 'administrator:another', by(NOW_MS))).toBeUndefined();
    expect(await stores.keys.revoke(randomUUID(), undefined, by(NOW_MS))).toBeUndefined();
    expect(await stores.keys.find(own.keyHash, NOW_MS)).toBeDefined();
    for (const atMs of [NOW_MS + 1, NOW_MS + 2]) {
      expect(await stores.keys.revoke(own.id, undefined, by(atMs))).toMatchObject({
        id: own.id,
        revokedAtMs: NOW_MS + 1,
      });
    }
    expect(await stores.keys.find(own.keyHash, NOW_MS)).toBeUndefined();
    await stores.keys.add(key({ holder: own.holder }));
  });

  it('have names of their own, and are so many and no more, though all are made at once', async () => {
    const { holder } = key();
    const add = (name: string) =>
      stores.keys.add(key({ holder, name })).then(
        () => 'made',
        (error: Error) => error.message,
      );
    const count = (outcomes: string[], outcome: string) => outcomes.filter((each) => each === outcome).length;
    const sameName = await Promise.all(Array.from({ length: 5 }, () => add('till')));
    expect([count(sameName, 'made'), count(sameName, 'a key with this name exists')]).toEqual([1, 4]);
    for (let made = 1; made < MOST_API_KEYS - 1; made++) expect(await add(`key ${made}`)).toBe('made');
    const last = await Promise.all(['a', 'b', 'c'].map(add));
    expect([count(last, 'made'), count(last, 'too many keys: revoke one first')]).toEqual([1, 2]);
  });

  it('of users end with the first start in production, which a demo cannot have promised them', async () => {
    if (!stores.database) return; // memory does not outlive the mode
    const holder = `user:${userId}`;
    const [ofDemo, ofAdministrator] = [key({ userId, holder, name: 'of the demo' }), key()];
    for (const each of [ofDemo, ofAdministrator]) await stores.keys.add(each);
    await stores.database.query('INSERT INTO production_mark DEFAULT VALUES');
    expect(await stores.keys.find(ofDemo.keyHash, NOW_MS)).toBeUndefined();
    const listed = (await stores.keys.list(holder)).find(({ id }) => id === ofDemo.id);
    expect(listed?.revokedAtMs).toBeGreaterThan(NOW_MS);
    expect(await stores.keys.find(ofAdministrator.keyHash, NOW_MS)).toBeDefined();
    await stores.database.query('INSERT INTO production_mark DEFAULT VALUES ON CONFLICT DO NOTHING');
    const later = key({ userId, holder, name: 'of production' });
    await stores.keys.add(later);
    expect(await stores.keys.find(later.keyHash, NOW_MS)).toBeDefined();
  });
});
