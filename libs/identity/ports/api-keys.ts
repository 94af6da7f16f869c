import type { KeyGrant, KeyTerms } from '../model/api-key.js';

/** A key as it is stored. Of the key itself only the hash (32 bytes) is. */
export interface NewApiKey extends KeyTerms {
  readonly id: string;
  readonly keyHash: Uint8Array;
  /** As the audit trail calls them: `user:…` or `administrator:…`. */
  readonly holder: string;
  /** Of a user's key. */
  readonly userId: string | undefined;
  readonly createdAtMs: number;
  readonly expiresAtMs: number | undefined;
}

/** A key as its holder sees it. */
export interface ListedApiKey extends Omit<NewApiKey, 'keyHash' | 'userId'> {
  /** To the hour or so: it is not written with each request. */
  readonly lastUsedAtMs: number | undefined;
  readonly revokedAtMs: number | undefined;
}

/** A key that is neither revoked nor expired, with whom it acts for. */
export interface LiveApiKey extends KeyGrant {
  readonly holder: string;
  readonly user: { readonly userId: string; readonly email: string; readonly address: string } | undefined;
  readonly lastUsedAtMs: number | undefined;
}

/** Of a holder: these may live at once, and of the revoked ones as many are remembered. */
export const MOST_API_KEYS = 50;

/** Keys of programs that act for users and administrators. */
export abstract class ApiKeys {
  /** @throws ApiKeyExists when the holder has a live one of this name · TooManyApiKeys */
  abstract add(key: NewApiKey): Promise<void>;

  abstract find(keyHash: Uint8Array, nowMs: number): Promise<LiveApiKey | undefined>;

  /** Notes that a key was used at `nowMs`. */
  abstract touch(id: string, nowMs: number): Promise<void>;

  /** The newest first. @param holder undefined: those of all administrators */
  abstract list(holder: string | undefined): Promise<ListedApiKey[]>;

  /**
   * Revokes a key for good; one that is revoked stays as it was.
   * @param holder undefined: anyone who has it
   * @returns undefined when there is none with this ID, or not of this holder
   */
  abstract revoke(
    id: string,
    holder: string | undefined,
    by: { actor: string; atMs: number },
  ): Promise<ListedApiKey | undefined>;
}
