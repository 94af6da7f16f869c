/** Where a sealed record belongs. It is bound into the seal, so that a record moved to another row does not open. */
export interface SealContext {
  readonly table: string;
  readonly column: string;
  /** The row's own identity: a user's id, a wallet's address. */
  readonly row: string;
}

/** Keeps secrets unreadable at rest. The master key never leaves it. */
export abstract class KeyVault {
  /** Encrypts and authenticates `secret`. */
  abstract seal(secret: Uint8Array, context: SealContext): Promise<Buffer>;

  /** @throws Error when the record was altered, belongs to another row, or was sealed under another master key */
  abstract open(sealed: Uint8Array, context: SealContext): Promise<Buffer>;

  /**
   * A keyed one-way hash (HMAC-SHA-256, a key of its own per `purpose`), for looking up or comparing what must not be
   * readable in a stolen database. 32 bytes.
   */
  abstract keyedHash(purpose: string, text: string): Buffer;
}
