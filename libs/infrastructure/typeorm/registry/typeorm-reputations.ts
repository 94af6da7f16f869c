import { actFor } from '@app/infrastructure/audit/record-act.js';
import {
  applyReputationEvent,
  type NodeId,
  NodeNotFound,
  type ReputationChange,
  type ReputationEvent,
  Reputations,
} from '@app/node-registry';
import type { Database } from '../database.js';

export class TypeormReputations extends Reputations {
  constructor(private readonly database: Database) {
    super();
  }

  override record(nodeId: NodeId, event: ReputationEvent, actor: string): Promise<ReputationChange> {
    return this.database.transaction(async (query) => {
      await actFor(query, actor);
      const [row] = await query<{ reputation: string }>('SELECT reputation FROM nodes WHERE node_id = $1 FOR UPDATE', [
        nodeId,
      ]);
      if (!row) throw new NodeNotFound(nodeId);
      const change = applyReputationEvent(Number(row.reputation), event);
      await query('UPDATE nodes SET reputation = $2 WHERE node_id = $1', [nodeId, change.after]);
      await query(
        `INSERT INTO reputation_events (node_id, event_type, delta, is_custom, old_reputation, new_reputation, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)`,
        [nodeId, change.eventType, change.delta, change.isCustom, change.before, change.after, new Date(change.atMs)],
      );
      return change;
    });
  }
}
