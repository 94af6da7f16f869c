import type { NodeId } from '../model/node-id.js';
import { SerialQueue } from '../model/serial-queue.js';

/** Work for one node waits for earlier work for the same node, and for nobody else's. */
export class NodeTurns {
  readonly #queues = new Map<NodeId, { queue: SerialQueue; waiting: number }>();

  async run<T>(nodeId: NodeId, work: () => Promise<T>): Promise<T> {
    const turns = this.#queues.get(nodeId) ?? { queue: new SerialQueue(), waiting: 0 };
    this.#queues.set(nodeId, turns);
    turns.waiting++;
    try {
      return await turns.queue.run(work);
    } finally {
      turns.waiting--;
      if (turns.waiting === 0) this.#queues.delete(nodeId);
    }
  }
}
