import type { SqlQuery } from '@app/infrastructure/sql/sql-query.js';
import { afterEvent, nodeOfEvent, PeerDishonest, type PeerEvent, type PeerNode } from '@app/peers';
import { NODE_COLUMNS, type NodeRow, nodeOfPeer } from './peer-rows.js';

/** What one peer may make this registry keep. */
const MOST_NODES = 100_000;

/** Brings the nodes of a peer to where its events leave them. @throws MalformedEvent · PeerDishonest */
export async function takeNodes(query: SqlQuery, registryId: string, events: readonly PeerEvent[]): Promise<void> {
  const concerned = events.flatMap((event) => {
    const nodeId = nodeOfEvent(event);
    return nodeId === undefined ? [] : [{ nodeId, event }];
  });
  if (concerned.length === 0) return;
  const ids = [...new Set(concerned.map(({ nodeId }) => nodeId))];
  const rows = await query<NodeRow>(
    `SELECT ${NODE_COLUMNS} FROM peer_nodes WHERE registry_id = $1 AND node_id = ANY ($2::text[])`,
    [registryId, ids],
  );
  const nodes = new Map<string, PeerNode>(rows.map((row) => [row.node_id, nodeOfPeer(row)]));
  for (const { nodeId, event } of concerned) nodes.set(nodeId, afterEvent(nodes.get(nodeId), event));
  await storeNodes(query, registryId, [...nodes.values()]);
  if (nodes.size > rows.length) await refuseTooMany(query, registryId);
}

async function storeNodes(query: SqlQuery, registryId: string, nodes: readonly PeerNode[]): Promise<void> {
  await query(
    `INSERT INTO peer_nodes (registry_id, node_id, address, capabilities, reputation, status, last_heartbeat, receiving_address, balance, place, as_of, since)
     SELECT $1, n.node_id, n.address, ARRAY(SELECT jsonb_array_elements_text(n.capabilities)), n.reputation, n.status, n.last_heartbeat,
            n.receiving_address, n.balance, n.place, n.as_of, n.since
     FROM jsonb_to_recordset($2::jsonb) AS n(node_id text, address text, capabilities jsonb, reputation numeric, status text,
       last_heartbeat timestamptz, receiving_address text, balance bigint, place bigint, as_of timestamptz, since timestamptz)
     ON CONFLICT (registry_id, node_id) DO UPDATE SET address = excluded.address, capabilities = excluded.capabilities,
       reputation = excluded.reputation, status = excluded.status, last_heartbeat = excluded.last_heartbeat,
       receiving_address = excluded.receiving_address, balance = excluded.balance, place = excluded.place, as_of = excluded.as_of`,
    [registryId, JSON.stringify(nodes.map(recordOf))],
  );
}

function recordOf(node: PeerNode) {
  const {
    nodeId,
    address,
    capabilities,
    reputation,
    status,
    lastHeartbeat,
    receivingAddress,
    balance,
    place,
    asOf,
    since,
  } = node;
  return {
    ...{ node_id: nodeId, address, capabilities, reputation, status, last_heartbeat: lastHeartbeat },
    ...{ receiving_address: receivingAddress, balance: balance?.toString(), place, as_of: asOf, since },
  };
}

async function refuseTooMany(query: SqlQuery, registryId: string): Promise<void> {
  const [row] = await query<{ count: number }>(
    'SELECT count(*)::integer AS count FROM peer_nodes WHERE registry_id = $1',
    [registryId],
  );
  if (row!.count > MOST_NODES) throw new PeerDishonest(`it tells of more than ${MOST_NODES} nodes`);
}
