import { sha256 } from '@noble/hashes/sha2.js';
import { fromHex, toHex } from './bytes.js';
import { demand, objectOf, textOf } from './demand.js';
import { hasSigned } from './ed25519-signature.js';

/** Who keeps the log, as `GET /registry/identity` says. */
export interface LogKeeper {
  readonly registry_id: string;
  /** Ed25519, hex. */
  readonly public_key: string;
}

/** The same with the proof that was asked for by a `challenge`. */
export interface ProvenIdentity extends LogKeeper {
  /** Where the registry says that it is reached; null when it does not say. */
  readonly url: string | null;
  readonly signature: string | null;
}

/** The key of a registry. @throws DishonestServer (`form`, or `registry_key` when the id is not that of the key) */
export function keyOfRegistry(keeper: LogKeeper): Uint8Array {
  const publicKey = fromHex(textOf(objectOf(keeper).public_key), 32);
  demand(publicKey !== undefined, 'form', 'the key of a registry is 64 hex characters');
  const isOfKey = toHex(sha256(publicKey)).slice(0, 32) === keeper.registry_id;
  demand(isOfKey, 'registry_key', 'the id of the registry is not that of its key');
  return publicKey;
}

/**
 * Checks that who answered has the key of the registry now, and did not only repeat what the registry said to others.
 * @param challenge what was sent: 64 random hex characters of this moment
 * @throws DishonestServer (`form`, `registry_key`, `signature`)
 */
export function checkIdentity(identity: ProvenIdentity, challenge: string): void {
  const publicKey = keyOfRegistry(identity);
  const { registry_id, url, signature } = identity;
  const text = ['mizan registry identity', registry_id, url ?? '', challenge].join('\n');
  demand(hasSigned(publicKey, text, signature), 'signature', 'it did not prove that it has the key that it shows');
}
