/** A user with a wallet, ready to be stored: secrets are sealed. */
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
  /** Whether mailbox and CNIC become theirs alone, once the e-mail is confirmed. Such a user's private key has never left the server. */
  readonly exclusive: boolean;
  readonly walletAddress: string;
  readonly sealedPrivateKey: Uint8Array;
  /** Keyed hash of the network that the registration came from, 32 bytes. */
  readonly registeredFrom: Uint8Array;
  readonly createdAtMs: number;
}

export interface KnownUser {
  readonly id: string;
  /** As registered. */
  readonly email: string;
}

/** A caller who shows a code for a mailbox. */
export interface MailboxReader {
  readonly mailbox: string;
  /** The address that the code was sent to. */
  readonly sentTo: string;
  /** Keyed hash of the network that it came from. */
  readonly network: Uint8Array;
  /** Which registration they say is theirs; it matters as long as none of the mailbox is confirmed. */
  readonly userId: string | undefined;
}

/** A user who may log in with a code for a mailbox. */
export interface LoginCandidate {
  readonly id: string;
  readonly confirmed: boolean;
  /** Whether somebody else has confirmed a registration with this CNIC. */
  readonly cnicTaken: boolean;
  /** Whether it was registered from the network of the caller who shows the code. */
  readonly isFromHere: boolean;
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

/** Users with their wallets, and which mailbox and national ID each of them has confirmed. */
export abstract class Users {
  /**
   * Stores the user and their wallet profile, both or neither. It claims nothing: {@link Sessions.open} does.
   * @throws AlreadyRegistered when they are to be exclusive and their mailbox or CNIC is claimed · UserWriteFailed
   */
  abstract register(user: NewUser): Promise<void>;

  /** The user who has claimed this mailbox; with `orNewest`, failing that, the last one registered with it. */
  abstract findByMailbox(mailbox: string, orNewest: boolean): Promise<KnownUser | undefined>;

  /**
   * Who gets a code for a mailbox: the user who has claimed it, else of the exclusive users who registered with it the one whose
   * address is spelled `email`, else one from `network`, else the newest.
   */
  abstract addressee(asked: { mailbox: string; email: string; network: Uint8Array }): Promise<KnownUser | undefined>;

  /** The first two of the exclusive users in question: confirmed ones, those whose CNIC is free, from here, the newest first. */
  abstract loginCandidates(reader: MailboxReader): Promise<LoginCandidate[]>;

  abstract profile(userId: string): Promise<UserProfile | undefined>;

  abstract wallet(userId: string): Promise<CustodialWallet | undefined>;

  /**
   * Takes a CNIC from the user who has claimed it, and writes so into the audit trail where there is one.
   * @returns whose it was
   */
  abstract releaseCnic(cnicHash: Uint8Array, actor: string): Promise<string | undefined>;

  /** Whether the wallet's private key has never left the server: it belongs to an exclusive user. */
  abstract isCustodial(address: string): Promise<boolean>;
}
