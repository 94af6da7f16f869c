import {
  applyReputationEvent,
  BadCredentials,
  type Capability,
  type CapabilityCount,
  eventsOfRevision,
  isOnlineAfter,
  type NewCredential,
  type NewNode,
  type Node,
  NodeAlreadyRegistered,
  type NodeFilter,
  type NodeId,
  NodeNotFound,
  type NodePageQuery,
  type NodePublicKey,
  type NodeRevision,
  type NodeState,
  Nodes,
  type Nonces,
  nodeOffline,
  nodeRegistered,
  PublicKeyConflict,
  type ReputationChange,
  type ReputationEvent,
  Reputations,
  reputationChanged,
} from '@app/node-registry';
import { MemoryEventPlaces } from './memory-event-places.js';

/** Nodes, their credentials and their reputations for the life of the process: one table behind three ports. */
export class MemoryNodes extends Nodes {
  private readonly nodes = new Map<NodeId, Node>();
  private readonly credentialsById = new Map<NodeId, NewCredential>();
  /** Keys that a node has or had, in hex. */
  private readonly usedKeys = new Set<string>();
  /** Every event so far, oldest first. */
  readonly events: ({ nodeId: NodeId } & ReputationChange)[] = [];

  /** Nodes of which the log says that they are online. */
  private readonly toldOnline = new Set<NodeId>();

  constructor(
    private readonly nonces: Nonces,
    private readonly log = new MemoryEventPlaces(),
  ) {
    super();
  }

  override async add({ credential, proof, admission, sharesBalance = false, ...node }: NewNode): Promise<void> {
    this.refuseTaken(node.nodeId, credential);
    if (proof && !(await this.nonces.claim(proof.keyId, proof.nonce, proof.expiresAtMs, node.createdAtMs)))
      throw new BadCredentials();
    this.refuseTaken(node.nodeId, credential); // again: while the nonce was claimed, another may have been faster
    const number = BigInt(this.nodes.size + 1);
    const unheard = { reputation: 0, heartbeat: undefined, deregistration: undefined };
    this.nodes.set(node.nodeId, { ...node, sharesBalance, number, ...unheard });
    this.credentialsById.set(node.nodeId, credential);
    if (credential.kind === 'public-key') this.usedKeys.add(credential.publicKey.hex);
    this.log.tell([nodeRegistered({ ...node, reputation: 0 }, false)]);
  }

  private refuseTaken(nodeId: NodeId, credential: NewCredential): void {
    if (this.nodes.has(nodeId)) throw new NodeAlreadyRegistered(nodeId);
    if (credential.kind === 'public-key' && this.wasUsed(credential.publicKey)) throw new PublicKeyConflict();
  }

  override async find(nodeId: NodeId): Promise<Node | undefined> {
    return this.nodes.get(nodeId);
  }

  override async page({ filter, onlineSinceMs, afterNumber = 0n, limit }: NodePageQuery): Promise<Node[]> {
    return [...this.nodes.values()]
      .filter((node) => node.number > afterNumber && matches(node, filter, onlineSinceMs))
      .slice(0, limit);
  }

  override async revise(nodeId: NodeId, revise: (node: Node) => NodeRevision): Promise<{ before: Node; after: Node }> {
    const before = this.nodes.get(nodeId);
    if (!before) throw new NodeNotFound(nodeId);
    const after = { ...before, ...revise(before) };
    this.nodes.set(nodeId, after);
    const wasOnline = this.toldOnline.has(nodeId);
    if (isOnlineAfter(before, after, wasOnline)) this.toldOnline.add(nodeId);
    else this.toldOnline.delete(nodeId);
    this.log.tell(eventsOfRevision(before, after, wasOnline));
    return { before, after };
  }

  override async noteSilence(onlineSinceMs: number): Promise<void> {
    for (const nodeId of this.toldOnline) {
      const { receivedAtMs } = this.nodes.get(nodeId)!.heartbeat!;
      if (receivedAtMs >= onlineSinceMs) continue;
      this.toldOnline.delete(nodeId);
      this.log.tell([nodeOffline(nodeId, receivedAtMs)]);
    }
  }

  override async countCapabilities(): Promise<{ nodes: number; capabilities: CapabilityCount[] }> {
    const inService = [...this.nodes.values()].filter((node) => !node.deregistration);
    const counts = new Map<Capability, number>();
    for (const capability of inService.flatMap((node) => node.capabilities)) {
      counts.set(capability, (counts.get(capability) ?? 0) + 1);
    }
    const capabilities = [...counts].sort().map(([capability, nodes]) => ({ capability, nodes }));
    return { nodes: inService.length, capabilities };
  }

  override async countByStatus(onlineSinceMs: number): Promise<Record<NodeState, number>> {
    const counts = { online: 0, offline: 0, unknown: 0, inactive: 0 };
    for (const node of this.nodes.values()) counts[statusOf(node, onlineSinceMs)]++;
    return counts;
  }

  nodeOf(nodeId: NodeId): Node | undefined {
    return this.nodes.get(nodeId);
  }

  ownerOf(publicKey: NodePublicKey): NodeId | undefined {
    for (const [nodeId, credential] of this.credentialsById) {
      if (credential.kind === 'public-key' && credential.publicKey.hex === publicKey.hex) return nodeId;
    }
    return undefined;
  }

  credentialOf(nodeId: NodeId): NewCredential | undefined {
    return this.credentialsById.get(nodeId);
  }

  wasUsed({ hex }: NodePublicKey): boolean {
    return this.usedKeys.has(hex);
  }

  replaceKey(nodeId: NodeId, publicKey: NodePublicKey): void {
    this.credentialsById.set(nodeId, { kind: 'public-key', publicKey });
    this.usedKeys.add(publicKey.hex);
  }

  recordReputation(nodeId: NodeId, event: ReputationEvent): ReputationChange {
    const node = this.nodes.get(nodeId);
    if (!node) throw new NodeNotFound(nodeId);
    const change = applyReputationEvent(node.reputation, event);
    this.nodes.set(nodeId, { ...node, reputation: change.after });
    this.events.push({ nodeId, ...change });
    this.log.tell([reputationChanged(nodeId, change)]);
    return change;
  }
}

function statusOf(node: Node, onlineSinceMs: number): NodeState {
  if (node.deregistration) return 'inactive';
  if (!node.heartbeat) return 'unknown';
  return node.heartbeat.receivedAtMs < onlineSinceMs ? 'offline' : 'online';
}

function matches(node: Node, filter: NodeFilter, onlineSinceMs: number): boolean {
  const status = statusOf(node, onlineSinceMs);
  if (filter.status === undefined ? status === 'inactive' : status !== filter.status) return false;
  if (node.reputation < filter.minReputation) return false;
  if (filter.capabilities.length === 0) return true;
  const has = (capability: Capability) => node.capabilities.includes(capability);
  return filter.matchAny ? filter.capabilities.some(has) : filter.capabilities.every(has);
}

export class MemoryReputations extends Reputations {
  constructor(private readonly nodes: MemoryNodes) {
    super();
  }

  override async record(nodeId: NodeId, event: ReputationEvent): Promise<ReputationChange> {
    return this.nodes.recordReputation(nodeId, event);
  }
}
