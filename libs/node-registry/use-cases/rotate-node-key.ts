import { Clock, IdempotencyKeyReused, requireIdempotencyKey } from '@app/kernel';
import { type Caller, nameOf, type UsedNonce } from '../model/caller.js';
import { type KeyRotation, rotationMessage } from '../model/key-rotation.js';
import type { NodeId } from '../model/node-id.js';
import type { NodePublicKey } from '../model/public-key.js';
import { isFreshStamp, type SignatureStamp } from '../model/signed-request.js';
import {
  BadCredentials,
  BadProofOfPossession,
  CredentialsRequired,
  KeyRotatedMeanwhile,
  NodeNotFound,
} from '../node-registry.errors.js';
import { NodeCredentials } from '../ports/node-credentials.js';
import { SignatureVerifier } from '../ports/signature-verifier.js';
import { bytesOfHex, nonceLifeEndMs } from './authenticate-caller.js';

export interface RotationRequest {
  readonly nodeId: NodeId;
  readonly caller: Caller;
  readonly newKey: NodePublicKey;
  /** By the new key, over `rotationMessage`. */
  readonly proof: { readonly stamp: SignatureStamp; readonly signature: string } | undefined;
  /** The `Host` header in lower case. */
  readonly host: string;
  readonly idempotencyKey: string | undefined;
}

/** Gives a node another key. The old one is refused from then on, by every process. */
export class RotateNodeKey {
  constructor(
    private readonly credentials: NodeCredentials,
    private readonly verifier: SignatureVerifier,
    private readonly clock: Clock,
  ) {}

  /**
   * What was done already is answered as it was then: to the new key and to administrators, and, under the same
   * `Idempotency-Key`, to the old key too, whose answer may have been lost.
   *
   * @throws InvalidIdempotencyKey · IdempotencyKeyReused · BadCredentials · NodeNotFound · BadProofOfPossession · NodeDeregistered ·
   *   TooManyRotations · KeyRotatedMeanwhile · PublicKeyConflict
   */
  async execute(request: RotationRequest): Promise<KeyRotation> {
    const { nodeId, caller, newKey, idempotencyKey } = request;
    requireIdempotencyKey(idempotencyKey);
    const earlier = await this.earlier(request);
    if (earlier) return earlier;
    if (caller.kind === 'anyone') throw new CredentialsRequired();
    if (caller.kind === 'new-key') throw new BadCredentials();
    const oldKeyId = caller.kind === 'node' ? caller.keyId : await this.credentials.keyIdOf(nodeId);
    if (oldKeyId === undefined) throw new NodeNotFound(nodeId);
    const proof = this.provenBy(request, oldKeyId);
    const byAdministrator = caller.kind === 'administrator';
    const rotatedAtMs = this.clock.nowMs();
    const order = { nodeId, oldKeyId, newKey, rotatedAtMs, byAdministrator, actor: nameOf(caller) };
    try {
      return await this.credentials.rotate({ ...order, idempotencyKey, proof });
    } catch (error) {
      const same = error instanceof KeyRotatedMeanwhile ? await this.earlier(request) : undefined;
      if (!same) throw error;
      return same;
    }
  }

  private async earlier({ nodeId, caller, newKey, idempotencyKey }: RotationRequest): Promise<KeyRotation | undefined> {
    const asked = idempotencyKey ? await this.credentials.rotationUnder(nodeId, idempotencyKey) : undefined;
    if (caller.kind === 'new-key' && caller.publicKey.hex !== asked?.oldKeyId) throw new BadCredentials();
    if (asked && asked.newKey.hex !== newKey.hex) throw new IdempotencyKeyReused();
    if (asked) return asked;
    const known = await this.credentials.rotationTo(newKey);
    const isCurrent = known?.nodeId === nodeId && (await this.credentials.ownerOf(newKey)) === nodeId;
    return isCurrent ? known : undefined;
  }

  /** What the proof uses up. */
  private provenBy({ nodeId, caller, newKey, host, proof }: RotationRequest, oldKeyId: string): UsedNonce | undefined {
    // As for registrations: administrators vouch for the keys that they enter, since a node in need cannot wait beside them.
    if (!proof && caller.kind === 'administrator') return undefined;
    if (!proof || host === '' || !isFreshStamp(proof.stamp, this.clock.nowMs())) throw new BadProofOfPossession();
    const message = rotationMessage({ host, nodeId, oldKeyId, newKey }, proof.stamp);
    if (!this.verifier.verify(newKey, message, bytesOfHex(proof.signature))) throw new BadProofOfPossession();
    return { keyId: newKey.hex, nonce: proof.stamp.nonce, expiresAtMs: nonceLifeEndMs(proof.stamp) };
  }
}
