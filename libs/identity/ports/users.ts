/** A user with his wallet, ready to be stored: secrets are sealed. */
export interface NewUser {
  /** UUID. */
  readonly id: string;
  readonly fullName: string;
  readonly email: string;
  /** The e-mail's one spelling. */
  readonly mailbox: string;
  readonly sealedCnic: Uint8Array;
  /** Keyed hash of the CNIC's one spelling, 32 bytes. */
  readonly cnicHash: Uint8Array;
  /** Whether mailbox and CNIC become his alone. Such a user's private key has never left the server. */
  readonly exclusive: boolean;
  readonly walletAddress: string;
  readonly sealedPrivateKey: Uint8Array;
  readonly createdAtMs: number;
}

export interface KnownUser {
  readonly id: string;
  /** As registered. */
  readonly email: string;
}

export interface UserProfile extends KnownUser {
  readonly fullName: string;
  readonly sealedCnic: Uint8Array;
  /** Lower-case hex. */
  readonly address: string;
  readonly createdAtMs: number;
  readonly emailConfirmed: boolean;
}

/** The wallet that is kept for a user. */
export interface CustodialWallet {
  readonly address: string;
  readonly sealedPrivateKey: Uint8Array;
  readonly emailConfirmed: boolean;
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
   * @throws AlreadyRegistered when he is to be exclusive and another exclusive user has his mailbox or his CNIC · UserWriteFailed
   */
  abstract register(user: NewUser): Promise<void>;

  /** The user whose exclusive mailbox this is; with `orNewest`, failing that, whoever registered with it last. */
  abstract findByMailbox(mailbox: string, orNewest: boolean): Promise<KnownUser | undefined>;

  abstract profile(userId: string): Promise<UserProfile | undefined>;

  abstract wallet(userId: string): Promise<CustodialWallet | undefined>;

  /** Whether the wallet's private key has never left the server: it belongs to an exclusive user. */
  abstract isCustodial(address: string): Promise<boolean>;
}
