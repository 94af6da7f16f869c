import { Clock } from '@app/kernel';
import { type Caller, nameOf } from '../model/caller.js';
import type { Node } from '../model/node.js';
import type { NodeId } from '../model/node-id.js';
import { type NodeRevision, Nodes } from '../ports/nodes.js';

/** Takes a node out of service. Its record, its history and its wallet stay. */
export class DeregisterNode {
  constructor(
    private readonly nodes: Nodes,
    private readonly clock: Clock,
  ) {}

  /**
   * Once more changes nothing, except that an administrator's word is final.
   * @throws NodeNotFound
   */
  async execute(nodeId: NodeId, caller: Caller): Promise<void> {
    const byAdministrator = caller.kind === 'administrator';
    const revise = ({ deregistration }: Node): NodeRevision => {
      if (deregistration && (deregistration.byAdministrator || !byAdministrator)) return {};
      return { deregistration: { atMs: this.clock.nowMs(), byAdministrator } };
    };
    await this.nodes.revise(nodeId, revise, byAdministrator ? nameOf(caller) : undefined);
  }
}
