import type { NodeId } from '@app/node-registry';
import { SerialQueue } from './serial-queue.js';

/** One queue per node: work waits for earlier work for the same node only. */
export class NodeQueues {
  private readonly queues = new Map<NodeId, { queue: SerialQueue; waiting: number }>();

  async run<T>(nodeId: NodeId, work: () => Promise<T>): Promise<T> {
    const entry = this.queues.get(nodeId) ?? { queue: new SerialQueue(), waiting: 0 };
    this.queues.set(nodeId, entry);
    entry.waiting++;
    try {
      return await entry.queue.run(work);
    } finally {
      entry.waiting--;
      if (entry.waiting === 0) this.queues.delete(nodeId);
    }
  }
}
