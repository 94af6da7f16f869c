import { isKnown, type KnownPeer, type Peer } from '../model/peer.js';
import { MalformedEvent } from '../model/peer-node.js';
import { PeerDishonest, PeerUnreachable } from '../peers.errors.js';
import { PeerLogs } from '../ports/peer-logs.js';
import { Peers } from '../ports/peers.js';

/** What this process does with peers, and what it says of it. */
export abstract class PeerFollowing {
  /** Who this registry is itself. */
  abstract readonly registryId: string;
  /** The setting PEERS. */
  abstract readonly configured: readonly string[];
  abstract onRefused(url: string, reason: string): void;
  abstract onFailure(error: unknown): void;
}

const LOOK_MS = 500;
/** Between two looks at a peer that has said all. */
const PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 300_000;
/** A look takes two answers of at most 15 s and a transaction. */
const CLAIM_MS = 60_000;
/** Peers that are looked at side by side, so that slow ones delay no other. */
const AT_ONCE = 16;
/** Of them such that failed before: they may take their time again, and the others have places that they cannot take. */
const FAILING_AT_ONCE = 8;
const UNEXPECTED = 'an error of this registry, which its log tells of';

/**
 * Follows the logs of the peers. Every process of a registry does it, and the database gives each peer to one at a time; what it takes is
 * bound to the place where the peer's log was, so that one that comes late takes nothing twice.
 */
export class FollowPeers {
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> | undefined;
  private readonly underway = new Map<Promise<void>, Peer>();
  private isConfigured = false;
  private isStopped = false;

  constructor(
    private readonly peers: Peers,
    private readonly logs: PeerLogs,
    private readonly following: PeerFollowing,
  ) {}

  /** Not told of the setting yet is no reason not to serve: a hot standby takes it when it is promoted. */
  async start(): Promise<void> {
    await this.configure().catch((error: unknown) => this.following.onFailure(error));
    this.timer = setInterval(() => this.look(), LOOK_MS);
    this.timer.unref();
    this.look();
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    clearInterval(this.timer);
    // First: a peer may let its callers wait.
    this.logs.close();
    await this.looking;
    await Promise.all(this.underway.keys());
  }

  private look(): void {
    if (this.isStopped) return;
    this.looking ??= this.claimDue()
      .catch((error: unknown) => this.following.onFailure(error))
      .finally(() => {
        this.looking = undefined;
      });
  }

  private async configure(): Promise<void> {
    if (this.isConfigured) return;
    await this.peers.configure(this.following.configured);
    this.isConfigured = true;
  }

  private async claimDue(): Promise<void> {
    await this.configure();
    await this.visitDue(false, AT_ONCE - this.underway.size);
    const failing = [...this.underway.values()].filter(({ failures }) => failures > 0).length;
    await this.visitDue(true, Math.min(AT_ONCE - this.underway.size, FAILING_AT_ONCE - failing));
  }

  private async visitDue(areFailing: boolean, places: number): Promise<void> {
    if (places === 0) return;
    for (const peer of await this.peers.claim(areFailing, places, CLAIM_MS)) {
      const visit = this.visit(peer)
        .catch((error: unknown) => this.following.onFailure(error))
        .finally(() => this.underway.delete(visit));
      this.underway.set(visit, peer);
    }
  }

  private async visit(peer: Peer): Promise<void> {
    try {
      if (this.isStopped) return await this.peers.release(peer);
      const known = await this.identified(peer);
      const part = await this.logs.read(known);
      await this.peers.take(known, part, part.hasMore ? 0 : PAUSE_MS);
      if (part.hasMore) setImmediate(() => this.look());
    } catch (error) {
      await this.note(peer, error);
    }
  }

  private async note(peer: Peer, error: unknown): Promise<void> {
    if (error instanceof PeerDishonest || error instanceof MalformedEvent) {
      await this.peers.refuse(peer, error.message);
      this.following.onRefused(peer.url, error.message);
    } else if (this.isStopped) {
      await this.peers.release(peer);
    } else {
      const isOfPeer = error instanceof PeerUnreachable;
      // Whatever it is, it must be seen at the peer, and must not be met again at once.
      await this.peers.noteFailure(peer, isOfPeer ? error.message : UNEXPECTED, pauseAfter(peer.failures));
      if (!isOfPeer) this.following.onFailure(error);
    }
  }

  private async identified(peer: Peer): Promise<KnownPeer> {
    if (isKnown(peer)) return this.another(peer);
    const identity = await this.logs.identify(peer.url);
    if (peer.publicKey !== undefined && peer.publicKey !== identity.publicKey)
      throw new PeerDishonest('its key is not the one that was given for it');
    const known = this.another({ ...peer, ...identity, url: peer.url });
    await this.peers.pin(peer.url, identity);
    return known;
  }

  private another(peer: KnownPeer): KnownPeer {
    if (peer.registryId === this.following.registryId) throw new PeerDishonest('it is this registry itself');
    return peer;
  }
}

/** Longer each time, and each time a little different, so that many followers of one registry do not come together. */
function pauseAfter(failures: number): number {
  const pauseMs = Math.min(PAUSE_MS * 2 ** Math.min(failures, 16), LONGEST_PAUSE_MS);
  return pauseMs * (0.75 + Math.random() / 2);
}
