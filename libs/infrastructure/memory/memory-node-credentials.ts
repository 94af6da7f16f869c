import {
  BadCredentials,
  DAY_MS,
  KeyRotatedMeanwhile,
  type KeyRotation,
  type KeyRotationOrder,
  NodeCredentials,
  NodeDeregistered,
  type NodeId,
  NodeNotFound,
  type NodePublicKey,
  type Nonces,
  PublicKeyConflict,
  ROTATIONS_A_DAY,
  TooManyRotations,
} from '@app/node-registry';
import type { MemoryNodes } from './memory-nodes.js';

/** What the nodes of this process prove themselves with, and what they did before. */
export class MemoryNodeCredentials extends NodeCredentials {
  private readonly rotations: KeyRotationOrder[] = [];

  constructor(
    private readonly nodes: MemoryNodes,
    private readonly nonces: Nonces,
  ) {
    super();
  }

  override async ownerOf(publicKey: NodePublicKey): Promise<NodeId | undefined> {
    return this.nodes.ownerOf(publicKey);
  }

  override async keyIdOf(nodeId: NodeId): Promise<string | undefined> {
    return this.presentKeyId(nodeId);
  }

  override async sealedSecretOf(nodeId: NodeId): Promise<Uint8Array | undefined> {
    const credential = this.nodes.credentialOf(nodeId);
    return credential?.kind === 'shared-secret' ? credential.sealedSecret : undefined;
  }

  override async rotate(order: KeyRotationOrder): Promise<KeyRotation> {
    this.refuse(order);
    const { proof } = order;
    if (proof && !(await this.nonces.claim(proof.keyId, proof.nonce, proof.expiresAtMs, order.rotatedAtMs)))
      throw new BadCredentials();
    this.refuse(order); // again: while the nonce was claimed, another may have been faster
    this.nodes.replaceKey(order.nodeId, order.newKey);
    this.rotations.push(order);
    return rotationOf(order);
  }

  override async rotationUnder(nodeId: NodeId, idempotencyKey: string): Promise<KeyRotation | undefined> {
    return rotationOf(this.rotations.find((each) => each.nodeId === nodeId && each.idempotencyKey === idempotencyKey));
  }

  override async rotationTo(newKey: NodePublicKey): Promise<KeyRotation | undefined> {
    return rotationOf(this.rotations.find((each) => each.newKey.hex === newKey.hex));
  }

  private presentKeyId(nodeId: NodeId): string | undefined {
    const credential = this.nodes.credentialOf(nodeId);
    if (!credential) return undefined;
    return credential.kind === 'public-key' ? credential.publicKey.hex : `hmac:${nodeId}`;
  }

  /** Nothing is awaited here, so nothing changes between this and what follows it. */
  private refuse({ nodeId, oldKeyId, newKey, byAdministrator, rotatedAtMs }: KeyRotationOrder): void {
    const node = this.nodes.nodeOf(nodeId);
    if (!node) throw new NodeNotFound(nodeId);
    if (node.deregistration && !byAdministrator) throw new NodeDeregistered(nodeId);
    if (this.presentKeyId(nodeId) !== oldKeyId) throw new KeyRotatedMeanwhile(nodeId);
    if (!byAdministrator) this.refuseTooMany(nodeId, rotatedAtMs);
    if (this.nodes.wasUsed(newKey)) throw new PublicKeyConflict();
  }

  private refuseTooMany(nodeId: NodeId, nowMs: number): void {
    const recent = this.rotations.filter(
      (each) => each.nodeId === nodeId && !each.byAdministrator && each.rotatedAtMs > nowMs - DAY_MS,
    );
    if (recent.length < ROTATIONS_A_DAY) return;
    throw new TooManyRotations(ROTATIONS_A_DAY, Math.ceil((recent[0]!.rotatedAtMs + DAY_MS - nowMs) / 1000));
  }
}

function rotationOf(order: KeyRotationOrder): KeyRotation;
function rotationOf(order: KeyRotationOrder | undefined): KeyRotation | undefined;
function rotationOf(order: KeyRotationOrder | undefined): KeyRotation | undefined {
  if (!order) return undefined;
  const { nodeId, oldKeyId, newKey, rotatedAtMs } = order;
  return { nodeId, oldKeyId, newKey, rotatedAtMs };
}
