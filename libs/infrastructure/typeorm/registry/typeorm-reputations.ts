import { actFor } from '@app/infrastructure/audit/record-act.js';
import {
  applyReputationEvent,
  type NodeId,
  type ReputationChange,
  type ReputationEvent,
  Reputations,
  reputationChanged,
} from '@app/node-registry';
import type { Database } from '../database.js';
import { NodeEntity, ReputationEventEntity } from './entities/node.entity.js';
import { lockNode } from './lock-node.js';
import { tellEvents } from './tell-events.js';

export class TypeormReputations extends Reputations {
  constructor(private readonly database: Database) {
    super();
  }

  override record(nodeId: NodeId, event: ReputationEvent, actor: string): Promise<ReputationChange> {
    return this.database.transaction(async (query, manager) => {
      await actFor(query, actor);
      const node = await lockNode(manager, nodeId);
      const change = applyReputationEvent(node.reputation, event);
      await manager.update(NodeEntity, { nodeId }, { reputation: change.after });
      await manager.insert(ReputationEventEntity, { nodeId, ...change });
      await tellEvents(query, [reputationChanged(nodeId, change)]);
      return change;
    });
  }
}
