import type { KnownPeer, LogPosition, PeerIdentity } from '../model/peer.js';

/** An event of a peer's log that passed every check. */
export interface PeerEvent {
  readonly place: number;
  readonly type: string;
  /** An exact time. */
  readonly time: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** A part of a peer's log, verified link by link from where the last part ended. */
export interface VerifiedPart {
  /** Those that the peer shows to everybody. */
  readonly events: readonly PeerEvent[];
  readonly end: LogPosition | undefined;
  readonly cursor: string | undefined;
  readonly hasMore: boolean;
}

/** The logs of other registries. Waits, answers and the work for one call are bounded. */
export abstract class PeerLogs {
  /** Who is there now. @throws PeerUnreachable · PeerDishonest when the id is not that of the key, or it does not prove that it has the key */
  abstract identify(url: string): Promise<PeerIdentity>;

  /**
   * What follows in the log of a peer.
   * @throws PeerUnreachable · PeerDishonest when a part of it was changed, left out, moved, or replaced by another history
   */
  abstract read(peer: KnownPeer): Promise<VerifiedPart>;

  /** Breaks off the calls that are under way, and makes no more. */
  abstract close(): void;
}
