import { type CompanionRow, toHex } from '@app/chain';
import { IDEMPOTENCY_KEY_LIFETIME_MS, type KeyVault } from '@app/kernel';

/** A request that its caller may repeat: it carries a key of the caller's choice. */
export interface KeyedRequest {
  /** The route, so that two of them never share a key. */
  readonly route: string;
  /** Whose key it is: one caller's keys mean nothing to another. */
  readonly caller: string;
  readonly key: string;
  /** What is asked for, as read and without secrets: neither spelling nor a second one-time password makes it another request. */
  readonly meaning: readonly string[];
}

/** What is stored of a {@link KeyedRequest}, with its effect. The key, the caller and the meaning cannot be read from it. */
export interface RequestClaim {
  /** 32 bytes: route, caller and key. */
  readonly keyHash: Buffer;
  /** 32 bytes: what is asked for. */
  readonly requestHash: Buffer;
  readonly createdAtMs: number;
  readonly expiresAtMs: number;
}

/** As JSON, so that no two lists of texts spell the same. */
export function claimOf({ route, caller, key, meaning }: KeyedRequest, vault: KeyVault, nowMs: number): RequestClaim {
  return {
    keyHash: vault.keyedHash('idempotency key', JSON.stringify([route, caller, key])),
    requestHash: vault.keyedHash('idempotent request', JSON.stringify(meaning)),
    createdAtMs: nowMs,
    expiresAtMs: nowMs + IDEMPOTENCY_KEY_LIFETIME_MS,
  };
}

/** The kind of the row that is stored with the transaction of a keyed request. */
export const CLAIM_COMPANION = 'idempotency_key';

/** A claim as texts: hashes in hex, times in RFC 3339. */
export function claimValues({ keyHash, requestHash, createdAtMs, expiresAtMs }: RequestClaim): CompanionRow['values'] {
  return {
    key_hash: toHex(keyHash),
    request_hash: toHex(requestHash),
    created_at: new Date(createdAtMs).toISOString(),
    expires_at: new Date(expiresAtMs).toISOString(),
  };
}
