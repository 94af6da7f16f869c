import { SerialQueue } from '../model/serial-queue.js';
/** Work for one node waits for earlier work for the same node, and for nobody else's. */
export class NodeTurns {
    #queues = new Map();
    async run(nodeId, work) {
        const turns = this.#queues.get(nodeId) ?? { queue: new SerialQueue(), waiting: 0 };
        this.#queues.set(nodeId, turns);
        turns.waiting++;
        try {
            return await turns.queue.run(work);
        }
        finally {
            turns.waiting--;
            if (turns.waiting === 0)
                this.#queues.delete(nodeId);
        }
    }
}
//# sourceMappingURL=node-turns.js.map