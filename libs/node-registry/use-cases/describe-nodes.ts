import { Clock } from '@app/kernel';
import type { Node } from '../model/node.js';
import { type NodeHealth, nodeHealth, type WalletHealth } from '../model/node-health.js';
import { HeartbeatSchedule, type NodeState } from '../model/node-state.js';
import { NodeWalletStates } from '../ports/node-wallet-states.js';

export interface NodeDescription {
  readonly node: Node;
  readonly status: NodeState;
  readonly health: NodeHealth;
  readonly wallet: WalletHealth;
}

/** Adds to nodes what depends on the moment and on their wallets. */
export class DescribeNodes {
  constructor(
    private readonly wallets: NodeWalletStates,
    private readonly schedule: HeartbeatSchedule,
    private readonly clock: Clock,
  ) {}

  async execute(nodes: readonly Node[]): Promise<NodeDescription[]> {
    const wallets = await this.wallets.of(nodes.map(({ nodeId }) => nodeId));
    const nowMs = this.clock.nowMs();
    return nodes.map((node) => {
      const wallet = wallets.get(node.nodeId) ?? 'none';
      return {
        node,
        wallet,
        status: this.schedule.statusOf(node, nowMs),
        health: nodeHealth(node, wallet, this.schedule, nowMs),
      };
    });
  }
}
