import { Clock } from '@app/kernel';
import type { Heartbeat } from '../model/node.js';
import type { NodeId } from '../model/node-id.js';
import { NodeDeregistered, StaleHeartbeat } from '../node.errors.js';
import { Nodes } from '../ports/nodes.js';

/** Takes note that a node is alive. */
export class RecordHeartbeat {
  constructor(
    private readonly nodes: Nodes,
    private readonly clock: Clock,
  ) {}

  /** @throws NodeNotFound · NodeDeregistered · StaleHeartbeat unless the sequence is above every earlier one */
  async execute(nodeId: NodeId, signs: Omit<Heartbeat, 'receivedAtMs'>): Promise<Heartbeat> {
    const heartbeat = { ...signs, receivedAtMs: this.clock.nowMs() };
    await this.nodes.revise(nodeId, (node) => {
      if (node.deregistration) throw new NodeDeregistered(nodeId);
      const last = node.heartbeat?.sequence;
      if (last !== undefined && heartbeat.sequence <= last) throw new StaleHeartbeat(last);
      return { heartbeat };
    });
    return heartbeat;
  }
}
