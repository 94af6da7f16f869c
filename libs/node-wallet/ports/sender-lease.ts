/** Which of several processes sends, follows the chain and audits. All of them take orders. */
export abstract class SenderLease {
  /** Tries to become, or confirms to be, the one. @throws when the database cannot be asked */
  abstract acquire(): Promise<boolean>;

  abstract held(): boolean;

  /** `standby`: the database follows another one and takes no writes, so no process sends there. */
  abstract role(): 'writer' | 'follower' | 'standby';

  abstract release(): Promise<void>;
}
