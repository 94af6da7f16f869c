import { type Capability, capabilitySet, type NodeId } from '@app/node-registry';
import { type EntityManager, In } from 'typeorm';
import { NodeCapabilityEntity } from './entities/node.entity.js';

/** Adds capabilities that the node does not have yet, within the caller's transaction. */
export async function addCapabilities(
  manager: EntityManager,
  nodeId: NodeId,
  capabilities: readonly Capability[],
): Promise<void> {
  if (capabilities.length === 0) return;
  const rows = capabilities.map((capability) => ({ nodeId, capability }));
  await manager.createQueryBuilder().insert().into(NodeCapabilityEntity).values(rows).orIgnore().execute();
}

/** Removes capabilities from the node, within the caller's transaction. */
export async function removeCapabilities(
  manager: EntityManager,
  nodeId: NodeId,
  capabilities: readonly Capability[],
): Promise<void> {
  if (capabilities.length === 0) return;
  await manager.delete(NodeCapabilityEntity, { nodeId, capability: In(capabilities) });
}

export async function capabilitiesOf(manager: EntityManager, nodeId: NodeId): Promise<Capability[]> {
  const rows = await manager.findBy(NodeCapabilityEntity, { nodeId });
  return capabilitySet(rows.map(({ capability }) => capability));
}
