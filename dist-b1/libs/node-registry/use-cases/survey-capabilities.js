import { isStandardCapability, STANDARD_CAPABILITIES } from '../model/capability.js';
const MOST_COMMON = 5;
/** What the nodes in service can do, all together. */
export class SurveyCapabilities {
    nodes;
    constructor(nodes) {
        this.nodes = nodes;
    }
    async statistics() {
        const { nodes, capabilities: counts } = await this.nodes.countCapabilities();
        const names = counts.map(({ capability }) => capability);
        return {
            nodes,
            counts,
            mostCommon: [...counts].sort((left, right) => right.nodes - left.nodes).slice(0, MOST_COMMON),
            standard: names.filter(isStandardCapability),
            custom: names.filter((name) => !isStandardCapability(name)),
        };
    }
    /** Every capability there is a word for: the standard ones, and the custom ones that a node has. */
    async available() {
        const { custom } = await this.statistics();
        return [...STANDARD_CAPABILITIES, ...custom];
    }
}
//# sourceMappingURL=survey-capabilities.js.map