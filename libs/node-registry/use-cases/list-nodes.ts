import { Clock } from '@app/kernel';
import { HeartbeatSchedule } from '../model/node-state.js';
import { type NodePageQuery, Nodes } from '../ports/nodes.js';
import { DescribeNodes, type NodeDescription } from './describe-nodes.js';

/** Nodes by filter, in the order of their registration. */
export class ListNodes {
  constructor(
    private readonly nodes: Nodes,
    private readonly describeNodes: DescribeNodes,
    private readonly schedule: HeartbeatSchedule,
    private readonly clock: Clock,
  ) {}

  async execute(query: Omit<NodePageQuery, 'onlineSinceMs'>): Promise<NodeDescription[]> {
    const onlineSinceMs = this.schedule.onlineSinceMs(this.clock.nowMs());
    return this.describeNodes.execute(await this.nodes.page({ ...query, onlineSinceMs }));
  }
}
