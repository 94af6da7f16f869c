import { isCapability, isNodeAddress, parseNodeId } from '@app/node-registry';
import type { PeerEvent } from '../ports/peer-logs.js';
import { isExactTime } from './exact-time.js';

/** A node of a peer, as the peer's log tells of it. */
export interface PeerNode {
  readonly nodeId: string;
  readonly address: string;
  readonly capabilities: readonly string[];
  /** 0 to 100. */
  readonly reputation: number;
  readonly status: 'unknown' | 'online' | 'offline' | 'inactive';
  /** ISO 8601. */
  readonly lastHeartbeat: string | undefined;
  /** Where its wallet receives; undefined while it has none. */
  readonly receivingAddress: string | undefined;
  /** What its wallet can spend, in units, as of `asOf`; undefined unless it shares that. */
  readonly balance: bigint | undefined;
  /** Place in the peer's log of the event that told of it last. */
  readonly place: number;
  /** Time of that event; ISO 8601. */
  readonly asOf: string;
  /** When it was told of first. */
  readonly since: string;
}

/** The events that say something about a node that is kept. */
export const KEPT_TYPES = [
  'node.registered',
  'node.updated',
  'node.online',
  'node.offline',
  'node.deregistered',
  'reputation.changed',
] as const;

/** An event has not the members that one of its type has. */
export class MalformedEvent extends Error {
  override readonly name = 'MalformedEvent';
}

/** The node that an event tells of; undefined for an event that tells of none that is kept. @throws MalformedEvent */
export function nodeOfEvent({ type, data }: PeerEvent): string | undefined {
  if (!KEPT_TYPES.some((kept) => kept === type)) return undefined;
  const nodeId = typeof data.node === 'string' ? parseNodeId(data.node) : undefined;
  if (nodeId === undefined) throw new MalformedEvent(`${type} names no node`);
  return nodeId;
}

/**
 * What is known of a node after an event of its registry's log.
 * @throws MalformedEvent
 */
export function afterEvent(before: PeerNode | undefined, event: PeerEvent): PeerNode {
  const { type, data, time, place } = event;
  const moment = { place, asOf: time };
  if (type === 'node.registered') return { ...registered(before, event), ...moment };
  if (!before) throw new MalformedEvent(`${type} tells of a node that was not registered`);
  const node = { ...before, ...moment };
  switch (type) {
    case 'node.updated':
      return {
        ...node,
        address: 'address' in data ? addressIn(newOf(data.address)) : before.address,
        capabilities: 'capabilities' in data ? capabilitiesIn(newOf(data.capabilities)) : before.capabilities,
        receivingAddress:
          'receiving_address' in data ? coinAddressIn(newOf(data.receiving_address)) : before.receivingAddress,
        balance: 'balance' in data ? balanceIn(newOf(data.balance)) : before.balance,
      };
    case 'node.online':
      return { ...node, status: 'online', lastHeartbeat: timeIn(data.last_heartbeat) };
    case 'node.offline':
      return { ...node, status: 'offline', lastHeartbeat: timeIn(data.last_heartbeat) };
    case 'node.deregistered':
      return { ...node, status: 'inactive' };
    default:
      return { ...node, reputation: reputationIn(data.new) };
  }
}

function registered(before: PeerNode | undefined, { data, time }: PeerEvent): Omit<PeerNode, 'place' | 'asOf'> {
  return {
    nodeId: String(data.node),
    address: addressIn(data.address),
    capabilities: capabilitiesIn(data.capabilities),
    reputation: reputationIn(data.reputation),
    status: 'unknown',
    lastHeartbeat: before?.lastHeartbeat,
    receivingAddress: before?.receivingAddress,
    balance: before?.balance,
    since: before?.since ?? time,
  };
}

function newOf(change: unknown): unknown {
  return typeof change === 'object' && change !== null && 'new' in change ? change.new : undefined;
}

function addressIn(value: unknown): string {
  if (typeof value === 'string' && isNodeAddress(value)) return value;
  throw new MalformedEvent('the address of a node is not one');
}

const MOST_CAPABILITIES = 1_000;

function capabilitiesIn(value: unknown): string[] {
  const isList = Array.isArray(value) && value.length <= MOST_CAPABILITIES;
  if (isList && value.every((name) => typeof name === 'string' && isCapability(name))) return value;
  throw new MalformedEvent('the capabilities of a node are not a list of names');
}

function reputationIn(value: unknown): number {
  if (typeof value === 'number' && value >= 0 && value <= 100) return value;
  throw new MalformedEvent('the reputation of a node is not between 0 and 100');
}

function timeIn(value: unknown): string {
  if (isExactTime(value)) return value;
  throw new MalformedEvent('the time of a heartbeat is not one');
}

function coinAddressIn(value: unknown): string {
  if (typeof value === 'string' && /^[0-9A-Za-z]{20,100}$/.test(value)) return value;
  throw new MalformedEvent('the receiving address of a wallet is not one');
}

const MOST_UNITS = 2n ** 63n - 1n;

/** Null when it is not shared any more. */
function balanceIn(value: unknown): bigint | undefined {
  if (value === null) return undefined;
  const units = typeof value === 'string' && /^(?:0|[1-9][0-9]{0,18})$/.test(value) ? BigInt(value) : -1n;
  if (units >= 0n && units <= MOST_UNITS) return units;
  throw new MalformedEvent('the balance of a wallet is not one');
}
