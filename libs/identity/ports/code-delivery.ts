import type { CodePurpose } from '../model/one-time-password.js';

export interface CodeToDeliver {
  /** The address that was registered, never the one that a caller typed; undefined when no user has it. */
  readonly email: string | undefined;
  readonly code: string;
  readonly purpose: CodePurpose;
  readonly expiresAtMs: number;
}

/** How a one-time password gets to its owner. */
export abstract class CodeDelivery {
  /** @throws CodesNotDeliverable when nothing more can be taken, for any mailbox */
  abstract available(): void;

  /**
   * Takes a code over and returns at once, in the same time for a registered mailbox as for an unknown one.
   * @returns the code where it may stand in the answer to the caller (demo mode), else undefined
   */
  abstract deliver(code: CodeToDeliver): string | undefined;
}
