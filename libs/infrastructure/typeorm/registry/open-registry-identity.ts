import { type Clock, type KeyVault } from '@app/kernel';
import { identitySeal, makeIdentityKeys, RegistryIdentity, registryIdOf } from '@app/node-registry';
import type { Database } from '../database.js';

interface IdentityRow {
  registry_id: string;
  public_key: Buffer;
  sealed_private_key: Buffer;
}

/** The key of this store's registry: made at its first start. Of several processes that start at once one makes it. */
export async function openRegistryIdentity(
  database: Database,
  vault: Pick<KeyVault, 'seal' | 'open'>,
  clock: Clock,
): Promise<RegistryIdentity> {
  const row = (await findIdentity(database)) ?? (await makeIdentity(database, vault, clock));
  const privateKey = await vault.open(row.sealed_private_key, identitySeal(row.registry_id));
  try {
    return new RegistryIdentity(row.public_key, privateKey);
  } finally {
    privateKey.fill(0);
  }
}

async function findIdentity(database: Database): Promise<IdentityRow | undefined> {
  const [row] = await database.query<IdentityRow>(
    'SELECT registry_id, public_key, sealed_private_key FROM registry_identity',
  );
  return row;
}

async function makeIdentity(database: Database, vault: Pick<KeyVault, 'seal'>, clock: Clock): Promise<IdentityRow> {
  const { publicKey, privateKey } = makeIdentityKeys();
  const registryId = registryIdOf(publicKey);
  const sealed = await vault.seal(privateKey, identitySeal(registryId));
  privateKey.fill(0);
  await database.query(
    `INSERT INTO registry_identity (registry_id, public_key, sealed_private_key, created_at) VALUES ($1, $2, $3, $4)
     ON CONFLICT (single) DO NOTHING`,
    [registryId, publicKey, sealed, new Date(clock.nowMs())],
  );
  return (await findIdentity(database))!;
}
