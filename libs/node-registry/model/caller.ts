import { actorOfAdministrator } from '@app/kernel';
import type { NodeId } from './node-id.js';
import type { NodePublicKey } from './public-key.js';

/** Who stands behind a request, as far as it was proved. */
export type Caller =
  /** No credentials were sent. */
  | { readonly kind: 'anyone' }
  | { readonly kind: 'administrator'; readonly name: string }
  /** `keyId`: its public key in hex, or `hmac:` and its id. */
  | { readonly kind: 'node'; readonly nodeId: NodeId; readonly keyId: string }
  /** Holds the private half of a key that no node has registered yet. */
  | { readonly kind: 'new-key'; readonly publicKey: NodePublicKey; readonly proof: UsedNonce };

/** What a signature uses up. */
export interface UsedNonce {
  readonly keyId: string;
  readonly nonce: string;
  readonly expiresAtMs: number;
}

/** A caller in a word, for the audit trail. */
export function nameOf(caller: Caller): string {
  switch (caller.kind) {
    case 'anyone':
      return 'anonymous';
    case 'administrator':
      return actorOfAdministrator(caller.name);
    case 'node':
      return `node:${caller.nodeId}`;
    case 'new-key':
      return `key:${caller.publicKey.hex}`;
  }
}

/**
 * Whose an `Idempotency-Key` is. The administrators share theirs, so that a repetition finds the first request after a token
 * was replaced as well.
 */
export function keyHolderOf(caller: Caller): string {
  return caller.kind === 'administrator' ? caller.kind : nameOf(caller);
}

/** Whether a caller without credentials may change things: `optional` in demo mode, `required` in production. */
export abstract class CredentialPolicy {
  abstract readonly credentials: 'optional' | 'required';
}
