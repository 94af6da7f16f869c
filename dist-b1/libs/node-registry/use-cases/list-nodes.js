/** Nodes by filter, in the order of their registration. */
export class ListNodes {
    nodes;
    describeNodes;
    schedule;
    clock;
    constructor(nodes, describeNodes, schedule, clock) {
        this.nodes = nodes;
        this.describeNodes = describeNodes;
        this.schedule = schedule;
        this.clock = clock;
    }
    async execute(query) {
        const onlineSinceMs = this.schedule.onlineSinceMs(this.clock.nowMs());
        return this.describeNodes.execute(await this.nodes.page({ ...query, onlineSinceMs }));
    }
}
//# sourceMappingURL=list-nodes.js.map