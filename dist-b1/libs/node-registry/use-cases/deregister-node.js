/** Takes a node out of service. Its record, its history and its wallet stay. */
export class DeregisterNode {
    nodes;
    clock;
    constructor(nodes, clock) {
        this.nodes = nodes;
        this.clock = clock;
    }
    /**
     * Once more changes nothing, except that an administrator's word is final.
     * @throws NodeNotFound
     */
    async execute(nodeId, caller) {
        const byAdministrator = caller.kind === 'administrator';
        await this.nodes.revise(nodeId, ({ deregistration }) => {
            if (deregistration && (deregistration.byAdministrator || !byAdministrator))
                return {};
            return { deregistration: { atMs: this.clock.nowMs(), byAdministrator } };
        });
    }
}
//# sourceMappingURL=deregister-node.js.map