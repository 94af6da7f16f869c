/** A session as it is stored. Of its token only the hash (32 bytes) is. */
export interface NewSession {
  readonly tokenHash: Uint8Array;
  readonly userId: string;
  readonly createdAtMs: number;
  readonly idleUntilMs: number;
  readonly expiresAtMs: number;
  /** Keyed hash of the network that it was opened from. */
  readonly network: Uint8Array;
  /** Until when that network is familiar to the user. */
  readonly familiarUntilMs: number;
}

export interface LiveSession {
  readonly userId: string;
  readonly email: string;
  /** Address of the user's wallet, lower-case hex. */
  readonly address: string;
  readonly idleUntilMs: number;
  readonly expiresAtMs: number;
}

/**
 * `familiar`: the user who has claimed the mailbox has opened a session from there. `registered`: none has claimed it, and it
 * was registered from there. `strange`: everything else.
 */
export type NetworkStanding = 'familiar' | 'registered' | 'strange';

/** Sessions of users, and the networks that users have opened sessions from. */
export abstract class Sessions {
  /**
   * Stores a session and notes, with it, that the user has shown the mailbox to be theirs: from then on an exclusive user's
   * mailbox and CNIC are theirs alone. Of many at once who claim the same, one succeeds. Expired sessions may be dropped.
   * @throws AlreadyRegistered when another user has claimed the mailbox or the CNIC; then nothing was stored
   */
  abstract open(session: NewSession): Promise<void>;

  /** The session with this token, unless it has ended at `nowMs`. */
  abstract find(tokenHash: Uint8Array, nowMs: number): Promise<LiveSession | undefined>;

  /** Moves the idle end of a session that is still live at `nowMs`; never past its absolute end. */
  abstract extend(tokenHash: Uint8Array, idleUntilMs: number, nowMs: number): Promise<void>;

  /** Ends one session; one that does not exist has ended already. */
  abstract close(tokenHash: Uint8Array): Promise<void>;

  /** Ends every session of a user. */
  abstract closeAllOf(userId: string): Promise<void>;

  /** What a mailbox knows of a network; of a mailbox without a user nothing, after the same work. */
  abstract standing(mailbox: string, network: Uint8Array, nowMs: number): Promise<NetworkStanding>;
}
