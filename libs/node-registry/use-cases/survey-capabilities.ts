import { type Capability, isStandardCapability, STANDARD_CAPABILITIES } from '../model/capability.js';
import { type CapabilityCount, Nodes } from '../ports/nodes.js';

const MOST_COMMON = 5;

export interface CapabilityStatistics {
  /** In service. */
  readonly nodes: number;
  /** Alphabetical. */
  readonly counts: readonly CapabilityCount[];
  /** The five that most nodes have; equals in alphabetical order. */
  readonly mostCommon: readonly CapabilityCount[];
  readonly standard: readonly Capability[];
  readonly custom: readonly Capability[];
}

/** What the nodes in service can do, all together. */
export class SurveyCapabilities {
  constructor(private readonly nodes: Nodes) {}

  async statistics(): Promise<CapabilityStatistics> {
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
  async available(): Promise<string[]> {
    const { custom } = await this.statistics();
    return [...STANDARD_CAPABILITIES, ...custom];
  }
}
