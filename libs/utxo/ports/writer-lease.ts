/** The right to write to the store, which at most one process has. */
export abstract class WriterLease {
  /** Tries to take the right; true while it is held. */
  abstract acquire(): Promise<boolean>;

  abstract held(): boolean;

  abstract release(): Promise<void>;
}
