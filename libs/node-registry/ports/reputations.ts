import type { NodeId } from '../model/node-id.js';
import type { ReputationChange, ReputationEvent } from '../model/reputation.js';

/** What nodes are thought of, and every event that made it so. Events are never changed or removed. */
export abstract class Reputations {
  /**
   * Applies `event` to the node's reputation and records both, in one step: events that come at once are applied one
   * after the other.
   * @param actor who says so, for the audit trail
   * @throws NodeNotFound
   */
  abstract record(nodeId: NodeId, event: ReputationEvent, actor: string): Promise<ReputationChange>;
}
