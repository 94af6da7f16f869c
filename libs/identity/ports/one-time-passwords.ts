import type { CodePurpose } from '../model/one-time-password.js';

export type AttemptOutcome = 'accepted' | 'wrong' | 'absent';

export interface Attempt {
  readonly outcome: AttemptOutcome;
  /** The address that the accepted code was sent to. */
  readonly sentTo?: string;
}

export interface NewCode {
  readonly codeHash: Uint8Array;
  /** The address that it is sent to. */
  readonly sentTo: string;
  readonly expiresAtMs: number;
}

/** A code that was guessed wrong this often is dead. */
export const MAX_WRONG_TRIES = 5;
/** Of those, how many may come from elsewhere than the code was asked for: strangers alone cannot kill it. */
export const MAX_STRANGERS_TRIES = 3;

/** Which codes a request is about. */
export interface CodePlace {
  readonly mailbox: string;
  readonly purpose: CodePurpose;
  /** The requester, at most 32 bytes. Where all callers count as one: empty, and a mailbox has one live code per purpose. */
  readonly requester: Uint8Array;
}

/** One-time passwords: of each place at most one is live, and only its keyed hash is kept. */
export abstract class OneTimePasswords {
  /** Makes `code` the only live one of `place`; an earlier one stops working. Codes expired at `nowMs` may be dropped. */
  abstract replace(place: CodePlace, code: NewCode, nowMs: number): Promise<void>;

  /**
   * Tries a code against the live ones of the mailbox and purpose, from all requesters, in one step. `accepted` removes
   * them all, so that of many tries at once exactly one succeeds. `wrong` counts against each of them: the fifth wrong try
   * kills a code, and the third from elsewhere than where it was asked for ends the tries from elsewhere. `absent` means that
   * none was left that `place` may try at `nowMs`.
   */
  abstract attempt(place: CodePlace, codeHash: Uint8Array, nowMs: number): Promise<Attempt>;

  /**
   * Makes a code that was accepted live again, for as long as it would have lived and with the tries that it has left: what
   * it was used up for did not happen. Nothing when it has been replaced meanwhile.
   */
  abstract giveBack(place: Omit<CodePlace, 'requester'>, codeHash: Uint8Array): Promise<void>;
}
