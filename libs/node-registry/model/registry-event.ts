import type { NodeId } from './node-id.js';

/** What the registry's log tells of. The first six are the directory of nodes, which is public. */
export const REGISTRY_EVENT_TYPES = [
  'node.registered',
  'node.updated',
  'node.online',
  'node.offline',
  'node.deregistered',
  'reputation.changed',
  'wallet.created',
  'wallet.address_added',
  'payment.signed',
  'payment.confirmed',
  'payment.failed',
  'deposit.seen',
  'deposit.confirmed',
  'deposit.reversed',
  'reserves.frozen',
  'reserves.thawed',
] as const;

export type RegistryEventType = (typeof REGISTRY_EVENT_TYPES)[number];

/** Events that everybody may read. */
export const DIRECTORY_EVENT_TYPES = REGISTRY_EVENT_TYPES.slice(0, 6);

/** JSON whose numbers are the same as doubles: money is text. */
export type EventValue =
  | string
  | number
  | boolean
  | null
  | readonly EventValue[]
  | { readonly [name: string]: EventValue };
export type EventData = { readonly [name: string]: EventValue };

/** Something that happened, before it has its place in the log. */
export interface ToldEvent {
  readonly type: RegistryEventType;
  /** Undefined for what is the registry's own. */
  readonly nodeId: NodeId | undefined;
  readonly data: EventData;
}

/** What is hashed of an event: what it says, to the letter. */
export interface EventContent {
  /** A random UUID: it also keeps the content of a hash from being guessed. */
  readonly id: string;
  readonly type: string;
  /** ISO 8601 in UTC, to the millisecond. */
  readonly time: string;
  readonly data: EventData;
}

/** An event in its place. Hashes and the signature are lower-case hex. */
export interface PlacedEvent extends EventContent {
  readonly nodeId: NodeId | undefined;
  /** Counts from 1, without a gap. */
  readonly place: bigint;
  readonly prevHash: string;
  readonly contentHash: string;
  readonly hash: string;
  readonly signature: string;
  /** Of its type, for those who may not read it; undefined where an older version placed it. */
  readonly typeSignature: string | undefined;
}
