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
  /** @throws CodesNotDeliverable when nothing more can be taken, whoever it is for */
  abstract available(): void;

  /**
   * Takes a code over and returns at once, in the same time for a user as for nobody.
   * @returns the code where it may stand in the answer to whoever asked for it (demo mode), else undefined
   */
  abstract deliver(code: CodeToDeliver): string | undefined;
}
