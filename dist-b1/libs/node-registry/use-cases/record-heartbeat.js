import { NodeDeregistered, StaleHeartbeat } from '../node.errors.js';
/** Takes note that a node is alive. */
export class RecordHeartbeat {
    nodes;
    clock;
    constructor(nodes, clock) {
        this.nodes = nodes;
        this.clock = clock;
    }
    /** @throws NodeNotFound · NodeDeregistered · StaleHeartbeat unless the sequence is above every earlier one */
    async execute(nodeId, signs) {
        const heartbeat = { ...signs, receivedAtMs: this.clock.nowMs() };
        await this.nodes.revise(nodeId, (node) => {
            if (node.deregistration)
                throw new NodeDeregistered(nodeId);
            const last = node.heartbeat?.sequence;
            if (last !== undefined && heartbeat.sequence <= last)
                throw new StaleHeartbeat(last);
            return { heartbeat };
        });
        return heartbeat;
    }
}
//# sourceMappingURL=record-heartbeat.js.map