/**
 * `new`: it was not reached so far. `following`: its log is read and verified. `refused`: what it said cannot be true, and nothing more is
 * taken from it until an administrator adds it again.
 */
export const PEER_STATES = ['new', 'following', 'refused'] as const;
export type PeerState = (typeof PEER_STATES)[number];

/** The same, and `failing`: it is followed, or is to be, and the last look at it failed. Another follows. */
export const PEER_CONDITIONS = [...PEER_STATES, 'failing'] as const;
export type PeerCondition = (typeof PEER_CONDITIONS)[number];

/** Another registry, whose log this one follows. */
export interface Peer {
  /** Where it is reached, without a slash at the end. */
  readonly url: string;
  /** Whether the setting PEERS names it. */
  readonly isConfigured: boolean;
  readonly state: PeerState;
  /** Known once it was reached: who keeps the log, and the key that signs it (Ed25519, hex). */
  readonly registryId: string | undefined;
  /** Known before, when an administrator gave it. */
  readonly publicKey: string | undefined;
  /** What it calls itself. */
  readonly name: string | undefined;
  /** Up to where its log was verified. */
  readonly position: LogPosition | undefined;
  /** Where the next page of its log begins; its own text. */
  readonly cursor: string | undefined;
  /** Time of the last event that was taken. */
  readonly lastEventAtMs: number | undefined;
  /** When the end of its log was reached last. */
  readonly reachedEndAtMs: number | undefined;
  /** When it gave an answer last that could be taken. */
  readonly lastSeenAtMs: number | undefined;
  /** Looks at it that failed since the last one that did not. */
  readonly failures: number;
  readonly lastError: string | undefined;
  readonly lastErrorAtMs: number | undefined;
  readonly addedAtMs: number;
}

export interface LogPosition {
  readonly place: number;
  /** Hex. */
  readonly hash: string;
}

/** A peer whose identity is pinned. */
export type KnownPeer = Peer & { readonly registryId: string; readonly publicKey: string };

export function isKnown(peer: Peer): peer is KnownPeer {
  return peer.registryId !== undefined && peer.publicKey !== undefined;
}

export function conditionOf({ state, failures }: Peer): PeerCondition {
  return state !== 'refused' && failures > 0 ? 'failing' : state;
}

/** For how long the end of its log was not reached; since it was added where it never was. */
export function lagMs({ reachedEndAtMs, addedAtMs }: Peer, nowMs: number): number {
  return Math.max(0, nowMs - (reachedEndAtMs ?? addedAtMs));
}

/** Who answers at a peer's address, and has proved that it has the key. */
export interface PeerIdentity {
  readonly registryId: string;
  /** Ed25519, hex. */
  readonly publicKey: string;
  readonly name: string;
  /** Where it says, in what it proved, that it is reached. */
  readonly url: string | undefined;
}

/**
 * Whether a registry is reached where it says that it is. Another address may be a private one, or that of someone who passes on what the
 * registry says.
 */
export function isAtHome(url: string, identity: PeerIdentity): boolean {
  return identity.url !== undefined && parsePeerUrl(identity.url, true) === url;
}

const MAX_URL = 500;

/**
 * The address of a registry, always spelled the same way. `undefined` for another scheme, and for an address with credentials or a query.
 * @param allowsLoopback whether plain http to this machine will do
 */
export function parsePeerUrl(text: string, allowsLoopback: boolean): string | undefined {
  if (text.length > MAX_URL || !URL.canParse(text)) return undefined;
  const { protocol, hostname, username, password, search, hash, href } = new URL(text);
  const isLoopback = allowsLoopback && protocol === 'http:' && LOOPBACK.has(hostname);
  if ((protocol !== 'https:' && !isLoopback) || username || password || search || hash) return undefined;
  return href.replace(/\/+$/, '');
}

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);
