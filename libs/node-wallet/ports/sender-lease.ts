/** Which of several processes sends, follows the chain and audits. All of them take orders. */
export abstract class SenderLease {
  /** Tries to become, or confirms to be, the one. @throws when the database cannot be asked */
  abstract acquire(): Promise<boolean>;

  abstract held(): boolean;

  abstract release(): Promise<void>;
}
