import { Clock } from '@app/kernel';
import type { Heartbeat } from '../model/node.js';
import type { NodeId } from '../model/node-id.js';
import { HeartbeatSchedule } from '../model/node-state.js';
import { NodeDeregistered, StaleHeartbeat } from '../node-registry.errors.js';
import { Nodes } from '../ports/nodes.js';

/** Takes note that a node is alive. */
export class RecordHeartbeat {
  constructor(
    private readonly nodes: Nodes,
    private readonly schedule: HeartbeatSchedule,
    private readonly clock: Clock,
  ) {}

  /**
   * Sequences grow while a node is online. After a silence that made it offline they may begin anew, so that neither a restart nor
   * one absurd number ends its life; what is sent again is refused by its nonce, wherever requests are signed.
   *
   * @throws NodeNotFound · NodeDeregistered · StaleHeartbeat
   */
  async execute(nodeId: NodeId, signs: Omit<Heartbeat, 'receivedAtMs'>): Promise<Heartbeat> {
    const heartbeat = { ...signs, receivedAtMs: this.clock.nowMs() };
    await this.heard(nodeId, heartbeat);
    return heartbeat;
  }

  /** While the database hangs no node is heard, and none has been silent. */
  private async heard(nodeId: NodeId, heartbeat: Heartbeat): Promise<void> {
    try {
      await this.store(nodeId, heartbeat);
    } finally {
      this.schedule.unheard(heartbeat.receivedAtMs, this.clock.nowMs());
    }
  }

  private async store(nodeId: NodeId, heartbeat: Heartbeat): Promise<void> {
    await this.nodes.revise(nodeId, (node) => {
      if (node.deregistration) throw new NodeDeregistered(nodeId);
      const last = node.heartbeat?.sequence;
      const isOnline = this.schedule.statusOf(node, heartbeat.receivedAtMs) === 'online';
      if (last !== undefined && heartbeat.sequence <= last && isOnline) throw new StaleHeartbeat(last);
      return { heartbeat };
    });
  }
}
