export type AttemptOutcome = 'accepted' | 'wrong' | 'absent';

/** One-time passwords by mailbox: at most one is live, and only its keyed hash is kept. */
export abstract class OneTimePasswords {
  /** Makes `codeHash` the only live code of `mailbox`; an earlier one stops working. Codes expired at `nowMs` may be dropped. */
  abstract replace(mailbox: string, codeHash: Uint8Array, expiresAtMs: number, nowMs: number): Promise<void>;

  /**
   * Tries a code, in one step: `accepted` removes it, so that of many tries at once exactly one succeeds; `wrong` counts
   * against it, and the fifth wrong try removes it; `absent` means there is none that is still live at `nowMs`.
   */
  abstract attempt(mailbox: string, codeHash: Uint8Array, nowMs: number): Promise<AttemptOutcome>;
}

/** A code that was guessed wrong this often is dead. */
export const MAX_WRONG_TRIES = 5;
