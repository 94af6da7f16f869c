/** A user with his wallet, ready to be stored: secrets are sealed. */
export interface NewUser {
  /** UUID. */
  readonly id: string;
  readonly fullName: string;
  readonly email: string;
  readonly sealedCnic: Uint8Array;
  /** Keyed hash of the CNIC's one spelling, 32 bytes. */
  readonly cnicHash: Uint8Array;
  readonly walletAddress: string;
  readonly sealedPrivateKey: Uint8Array;
  readonly createdAtMs: number;
}

/** Which part of a registration could not be stored; either way nothing was. */
export class UserWriteFailed extends Error {
  override readonly name = 'UserWriteFailed';

  constructor(
    readonly part: 'user' | 'wallet_profile',
    options: { cause: unknown },
  ) {
    super(`the ${part} could not be stored`, options);
  }
}

export abstract class Users {
  /**
   * Stores the user and his wallet profile, both or neither.
   * @throws UserWriteFailed
   */
  abstract register(user: NewUser): Promise<void>;
}
