import { randomBytes } from 'node:crypto';
import type { KeyManagement, SealContext } from '@app/kernel';
import { EnvelopeVault } from './envelope-vault.js';
import { RotationUnfinished, WrongMasterKey } from './key-ring.errors.js';
import { LocalKeyManagement } from './local-key-management.js';
import { readMasterKey, readOrCreateMasterKey } from './master-key.js';
import type { MasterKeySource } from './master-key-source.js';
import { makePassphraseSalt, stretchPassphrase } from './master-passphrase.js';
import { openRecord, sealRecord } from './sealed-record.js';

const INDEX_KEY_BYTES = 32;

/** How a master key is recognised and, when it comes from a passphrase, made again. */
export interface MasterKeyName {
  readonly keyId: Buffer;
  /** Undefined for a key from a file. */
  readonly passphraseSalt: Buffer | undefined;
}

/** What a store keeps about the keys that it is sealed with; none of it opens anything without the master key. */
export interface KeyRing extends MasterKeyName {
  /** The key of the keyed hashes: random, and sealed like any secret, so that it outlives the master key. */
  readonly sealedIndexKey: Buffer;
  /** Set while a rotation is under way: the key that records are being moved to. */
  readonly next: MasterKeyName | undefined;
}

/** The key ring of one store. */
export abstract class KeyRings {
  /** Whose store it is. Two stores under one master key cannot exchange their rings. */
  abstract readonly schema: string;

  abstract find(): Promise<KeyRing | undefined>;

  /** Stores the store's first ring. Of several at once one is kept, and the others are dropped in silence. */
  abstract create(ring: KeyRing): Promise<void>;
}

/**
 * The vault of a store: its first start makes the ring, and every other needs the same master key.
 * @throws MasterKeyUnusable, WrongMasterKey, RotationUnfinished, DatabaseUnavailable
 */
export async function openVault(rings: KeyRings, source: MasterKeySource): Promise<EnvelopeVault> {
  const ring = (await rings.find()) ?? (await makeRing(rings, source));
  if (ring.next) throw new RotationUnfinished();
  const keys = await loadNamedKeys(source, ring);
  if (!keys) throw new WrongMasterKey();
  const indexKey = await openIndexKey(keys, ring, rings.schema);
  try {
    return new EnvelopeVault(keys, indexKey);
  } finally {
    indexKey.fill(0);
  }
}

/** The master key of `source` if it is the one with this name. @throws MasterKeyUnusable */
export async function loadNamedKeys(source: MasterKeySource, name: MasterKeyName): Promise<KeyManagement | undefined> {
  if ((source.kind === 'passphrase') !== (name.passphraseSalt !== undefined)) return undefined;
  const keys = await loadKeys(source, name.passphraseSalt);
  return keys.keyId.equals(name.keyId) ? keys : undefined;
}

/** @param salt of a passphrase @throws MasterKeyUnusable */
export async function loadKeys(source: MasterKeySource, salt: Buffer | undefined): Promise<KeyManagement> {
  const masterKey = await readSource(source, salt);
  try {
    return new LocalKeyManagement(masterKey);
  } finally {
    masterKey.fill(0);
  }
}

function readSource(source: MasterKeySource, salt: Buffer | undefined): Buffer | Promise<Buffer> {
  if (source.kind === 'file') return (source.createWhenMissing ? readOrCreateMasterKey : readMasterKey)(source.path);
  if (!salt) throw new TypeError('a passphrase needs the salt of its store');
  return stretchPassphrase(source.passphrase, salt);
}

async function makeRing(rings: KeyRings, source: MasterKeySource): Promise<KeyRing> {
  const passphraseSalt = source.kind === 'passphrase' ? makePassphraseSalt() : undefined;
  const keys = await loadKeys(source, passphraseSalt);
  const indexKey = randomBytes(INDEX_KEY_BYTES);
  const sealedIndexKey = await sealRecord(keys, indexKey, indexKeySeal(rings.schema));
  indexKey.fill(0);
  await rings.create({ keyId: keys.keyId, passphraseSalt, sealedIndexKey, next: undefined });
  return (await rings.find())!; // another process may have been faster
}

async function openIndexKey(keys: KeyManagement, ring: KeyRing, schema: string): Promise<Buffer> {
  try {
    return await openRecord(keys, ring.sealedIndexKey, indexKeySeal(schema));
  } catch (cause) {
    throw new WrongMasterKey({ cause });
  }
}

/** Where a store's index key is sealed to. */
export function indexKeySeal(schema: string): SealContext {
  return { table: 'master_key', column: 'sealed_index_key', row: schema };
}
