/** The right to write to the store, which at most one process has. */
export abstract class WriterLease {
  /** Tries to take the right; true while it is held. */
  abstract acquire(): Promise<boolean>;

  abstract held(): boolean;

  /** Whether the last attempt met a store that follows another one and takes no writes: no process can write there. */
  onStandby(): boolean {
    return false;
  }

  abstract release(): Promise<void>;
}
