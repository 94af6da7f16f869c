import type { KnownPeer, Peer, PeerIdentity } from '../model/peer.js';
import type { PeerNode } from '../model/peer-node.js';
import type { VerifiedPart } from './peer-logs.js';

export interface PeerNodeFilter {
  /** Of all peers unless given. */
  readonly registryId: string | undefined;
  /** All of these. */
  readonly capabilities: readonly string[];
  /** Those in service unless given. */
  readonly status: PeerNode['status'] | undefined;
  /** 0 to 100. */
  readonly minReputation: number;
}

/** A node as a registry tells of it. The same ID told by two registries is two of these. */
export interface NodeOfPeer extends PeerNode {
  /** In the order in which they were heard of first. */
  readonly number: bigint;
  readonly registryId: string;
}

/** The registries that this one follows, and what it has learnt from them. Several processes may work on them at once. */
export abstract class Peers {
  abstract all(): Promise<Peer[]>;

  /**
   * Adds a peer; one that is there stays, but a refused one is forgotten and begun anew.
   * @param actor named in the audit trail
   * @throws TooManyPeers
   */
  abstract add(peer: { url: string; publicKey: string | undefined }, actor: string): Promise<Peer>;

  /** Forgets a peer and all that was learnt from it. @throws PeerNotFound · PeerIsConfigured */
  abstract remove(url: string, actor: string): Promise<void>;

  /** Makes the peers that a setting names be those; one that is no longer named is forgotten unless it was added by hand. */
  abstract configure(urls: readonly string[]): Promise<void>;

  /**
   * Takes peers that are due, so that no other process looks at them before `forMs` have passed.
   * @param areFailing whether of those at which the last look failed, or of the others
   */
  abstract claim(areFailing: boolean, limit: number, forMs: number): Promise<Peer[]>;

  /**
   * Notes who a peer is. One at the address that its registry names takes the place of another that is the same registry, whose following
   * ends: what passes a log on cannot keep the registry itself out.
   * @throws PeerDishonest when another peer is the same registry
   */
  abstract pin(url: string, identity: PeerIdentity): Promise<void>;

  /**
   * Takes a part of the log: the nodes that it tells of and the place up to which it was read, both or neither. Nothing happens when
   * another process was faster.
   * @throws MalformedEvent
   */
  abstract take(peer: KnownPeer, part: VerifiedPart, dueInMs: number): Promise<void>;

  /** Gives back a peer that was claimed, so that any process may look at it at once. */
  abstract release(peer: Peer): Promise<void>;

  /** Notes a look that failed; the peer is due again after `dueInMs`. */
  abstract noteFailure(peer: Peer, reason: string, dueInMs: number): Promise<void>;

  /** Ends the following of a peer that was found out. */
  abstract refuse(peer: Peer, reason: string): Promise<void>;

  abstract nodes(filter: PeerNodeFilter, afterNumber: bigint, limit: number): Promise<NodeOfPeer[]>;
}
