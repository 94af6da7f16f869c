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
  /** All that there are, in use or not. */
  readonly standard: readonly string[];
  /** Those in use that are not standard. */
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
      standard: STANDARD_CAPABILITIES,
      custom: names.filter((name) => !isStandardCapability(name)),
    };
  }

  /** Those that a node in service has, in alphabetical order. */
  async available(): Promise<string[]> {
    const { capabilities } = await this.nodes.countCapabilities();
    return capabilities.map(({ capability }) => capability);
  }
}
