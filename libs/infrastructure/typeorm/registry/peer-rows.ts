import type { NodeOfPeer, Peer, PeerNode, PeerState } from '@app/peers';

export interface PeerRow {
  url: string;
  configured: boolean;
  state: PeerState;
  registry_id: string | null;
  public_key: string | null;
  name: string | null;
  place: string;
  hash: string | null;
  cursor: string | null;
  last_event_at: Date | null;
  reached_end_at: Date | null;
  last_seen_at: Date | null;
  failures: number;
  last_error: string | null;
  last_error_at: Date | null;
  added_at: Date;
}

export const PEER_COLUMNS = `url, configured, state, registry_id, encode(public_key, 'hex') AS public_key, name, place, encode(hash, 'hex') AS hash,
  cursor, last_event_at, reached_end_at, last_seen_at, failures, last_error, last_error_at, added_at`;

export function peerOf(row: PeerRow): Peer {
  return {
    url: row.url,
    isConfigured: row.configured,
    state: row.state,
    registryId: row.registry_id ?? undefined,
    publicKey: row.public_key ?? undefined,
    name: row.name ?? undefined,
    position: row.hash === null ? undefined : { place: Number(row.place), hash: row.hash },
    cursor: row.cursor ?? undefined,
    lastEventAtMs: row.last_event_at?.getTime(),
    reachedEndAtMs: row.reached_end_at?.getTime(),
    lastSeenAtMs: row.last_seen_at?.getTime(),
    failures: row.failures,
    lastError: row.last_error ?? undefined,
    lastErrorAtMs: row.last_error_at?.getTime(),
    addedAtMs: row.added_at.getTime(),
  };
}

export interface NodeRow {
  number: string;
  registry_id: string;
  node_id: string;
  address: string;
  capabilities: string[];
  reputation: string;
  status: PeerNode['status'];
  last_heartbeat: Date | null;
  receiving_address: string | null;
  balance: string | null;
  place: string;
  as_of: Date;
  since: Date;
}

export const NODE_COLUMNS =
  'number, registry_id, node_id, address, capabilities, reputation, status, last_heartbeat, receiving_address, balance, place, as_of, since';

export function nodeOfPeer(row: NodeRow): NodeOfPeer {
  return {
    number: BigInt(row.number),
    registryId: row.registry_id,
    nodeId: row.node_id,
    address: row.address,
    capabilities: row.capabilities,
    reputation: Number(row.reputation),
    status: row.status,
    lastHeartbeat: row.last_heartbeat?.toISOString(),
    receivingAddress: row.receiving_address ?? undefined,
    balance: row.balance === null ? undefined : BigInt(row.balance),
    place: Number(row.place),
    asOf: row.as_of.toISOString(),
    since: row.since.toISOString(),
  };
}
