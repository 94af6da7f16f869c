import { randomBytes } from 'node:crypto';
import type { KeyManagement, SealContext } from '@app/kernel';
import { AES_GCM_OVERHEAD_BYTES, decrypt, encrypt } from './aes-gcm.js';

/*
 * A record: version (1) | id of the wrapping key (8) | nonce, wrapped data key, tag (60) | nonce, ciphertext, tag. Each has
 * a data key of its own, used once. Both layers are AES-256-GCM, bound to the version and to the record's place.
 */
const VERSION = 1;
const KEY_ID_BYTES = 8;
const HEAD_BYTES = 1 + KEY_ID_BYTES;
const DATA_KEY_BYTES = 32;

/** The record was sealed under a key that has another name than the one at hand. */
export class SealedUnderAnotherKey extends Error {
  override readonly name = 'SealedUnderAnotherKey';

  constructor() {
    super('the record is sealed under another master key');
  }
}

export async function sealRecord(keys: KeyManagement, secret: Uint8Array, context: SealContext): Promise<Buffer> {
  const dataKey = randomBytes(DATA_KEY_BYTES);
  try {
    const place = associatedData(context);
    return assemble(keys.keyId, await keys.wrap(dataKey, place), encrypt(dataKey, secret, place));
  } finally {
    dataKey.fill(0);
  }
}

/**
 * The one copy of the secret, for the caller to wipe.
 * @throws SealedUnderAnotherKey, Error when the record was altered or belongs elsewhere
 */
export async function openRecord(keys: KeyManagement, record: Uint8Array, context: SealContext): Promise<Buffer> {
  const { wrappedKey, box } = split(record, keys);
  const place = associatedData(context);
  const dataKey = await keys.unwrap(wrappedKey, place);
  try {
    return decrypt(dataKey, box, place);
  } finally {
    dataKey.fill(0);
  }
}

/**
 * The same record with its data key wrapped by `to` instead of `from`; the secret itself is neither opened nor changed.
 * @throws SealedUnderAnotherKey, Error when the data key does not unwrap: the record was altered or belongs elsewhere
 */
export async function rewrapRecord(
  record: Uint8Array,
  context: SealContext,
  { from, to }: { from: KeyManagement; to: KeyManagement },
): Promise<Buffer> {
  const { wrappedKey, box } = split(record, from);
  const place = associatedData(context);
  const dataKey = await from.unwrap(wrappedKey, place);
  try {
    return assemble(to.keyId, await to.wrap(dataKey, place), box);
  } finally {
    dataKey.fill(0);
  }
}

/** The name of the key that wraps a record's data key. */
export function keyIdOf(record: Uint8Array): Buffer {
  return Buffer.from(record.subarray(1, HEAD_BYTES));
}

function assemble(keyId: Uint8Array, wrappedKey: Uint8Array, box: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from([VERSION]), keyId, wrappedKey, box]);
}

function split(record: Uint8Array, keys: KeyManagement): { wrappedKey: Uint8Array; box: Uint8Array } {
  const boxAt = HEAD_BYTES + keys.wrappedLength;
  if (record.length < HEAD_BYTES || record[0] !== VERSION) throw new Error('the sealed record has an unknown form');
  if (!keyIdOf(record).equals(keys.keyId)) throw new SealedUnderAnotherKey();
  if (record.length < boxAt + AES_GCM_OVERHEAD_BYTES) throw new Error('the sealed record has an unknown form');
  return { wrappedKey: record.subarray(HEAD_BYTES, boxAt), box: record.subarray(boxAt) };
}

/** What both layers are bound to. As JSON, so that no two places spell the same. */
function associatedData({ table, column, row }: SealContext): Buffer {
  return Buffer.from(JSON.stringify([VERSION, table, column, row]));
}
