import { type Capability, capabilitySet, MAX_CAPABILITIES } from '../model/capability.js';
import type { NodeId } from '../model/node-id.js';
import { NodeDeregistered, TooManyCapabilities } from '../node-registry.errors.js';
import { Nodes } from '../ports/nodes.js';

export interface CapabilitiesChanged {
  readonly before: readonly Capability[];
  readonly after: readonly Capability[];
  readonly added: readonly Capability[];
  readonly removed: readonly Capability[];
}

/** Adds to, takes from or replaces what a node can do. */
export class ChangeCapabilities {
  constructor(private readonly nodes: Nodes) {}

  add(nodeId: NodeId, capabilities: readonly Capability[]): Promise<CapabilitiesChanged> {
    return this.change(nodeId, (before) => [...before, ...capabilities]);
  }

  remove(nodeId: NodeId, capabilities: readonly Capability[]): Promise<CapabilitiesChanged> {
    return this.change(nodeId, (before) => without(before, capabilities));
  }

  replace(nodeId: NodeId, capabilities: readonly Capability[]): Promise<CapabilitiesChanged> {
    return this.change(nodeId, () => capabilities);
  }

  /** @throws NodeNotFound · NodeDeregistered · TooManyCapabilities */
  private async change(
    nodeId: NodeId,
    change: (before: readonly Capability[]) => readonly Capability[],
  ): Promise<CapabilitiesChanged> {
    const changed = await this.nodes.revise(nodeId, (node) => {
      if (node.deregistration) throw new NodeDeregistered(nodeId);
      const capabilities = capabilitySet(change(node.capabilities));
      if (capabilities.length > MAX_CAPABILITIES) throw new TooManyCapabilities(MAX_CAPABILITIES);
      return { capabilities };
    });
    const before = changed.before.capabilities;
    const after = changed.after.capabilities;
    return { before, after, added: without(after, before), removed: without(before, after) };
  }
}

function without(capabilities: readonly Capability[], others: readonly Capability[]): Capability[] {
  return capabilities.filter((capability) => !others.includes(capability));
}
