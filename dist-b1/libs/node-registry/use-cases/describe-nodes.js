import { nodeHealth } from '../model/node-health.js';
/** Adds to nodes what depends on the moment and on their wallets. */
export class DescribeNodes {
    wallets;
    schedule;
    clock;
    constructor(wallets, schedule, clock) {
        this.wallets = wallets;
        this.schedule = schedule;
        this.clock = clock;
    }
    async execute(nodes) {
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
//# sourceMappingURL=describe-nodes.js.map