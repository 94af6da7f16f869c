import { type NodeId, NodeNotFound } from '@app/node-registry';
import type { EntityManager } from 'typeorm';
import { NodeEntity } from './entities/node.entity.js';

/**
 * The node's row, locked until the caller's transaction ends, so that those who change one node wait for each other.
 * @throws NodeNotFound
 */
export async function lockNode(manager: EntityManager, nodeId: NodeId) {
  const node = await manager.findOne(NodeEntity, {
    select: { nodeId: true, reputation: true, deregisteredAtMs: true },
    where: { nodeId },
    lock: { mode: 'pessimistic_write' },
  });
  if (!node) throw new NodeNotFound(nodeId);
  return node;
}
