import type { SqlQuery } from '@app/infrastructure/sql/sql-query.js';
import type { Capability, NodeId } from '@app/node-registry';

/** Adds capabilities that the node does not have yet, within the caller's transaction. */
export async function addCapabilities(
  query: SqlQuery,
  nodeId: NodeId,
  capabilities: readonly Capability[],
): Promise<void> {
  if (capabilities.length === 0) return;
  await query(
    'INSERT INTO node_capabilities (node_id, capability) SELECT $1, unnest($2::text[]) ON CONFLICT DO NOTHING',
    [nodeId, capabilities],
  );
}

/** Removes capabilities from the node, within the caller's transaction. */
export async function removeCapabilities(
  query: SqlQuery,
  nodeId: NodeId,
  capabilities: readonly Capability[],
): Promise<void> {
  if (capabilities.length === 0) return;
  await query('DELETE FROM node_capabilities WHERE node_id = $1 AND capability = ANY ($2::text[])', [
    nodeId,
    capabilities,
  ]);
}
