import { Administrators, Clock, KeyVault } from '@app/kernel';
import type { Caller } from '../model/caller.js';
import { type NodeId, parseNodeId } from '../model/node-id.js';
import { type NodePublicKey, parsePublicKey } from '../model/public-key.js';
import { isHmacOf, sharedSecretSeal } from '../model/shared-secret.js';
import {
  isFreshStamp,
  MAX_CLOCK_SKEW_SECONDS,
  type RequestFacts,
  requestMessage,
  SignaturePolicy,
  type SignatureStamp,
  type SignatureVersion,
} from '../model/signed-request.js';
import { BadCredentials, SignatureVersionEnded } from '../node-registry.errors.js';
import { NodeCredentials } from '../ports/node-credentials.js';
import { Nonces } from '../ports/nonces.js';
import { SignatureVerifier } from '../ports/signature-verifier.js';

/** What a request brought to prove who sent it; everything as sent. */
export type Credentials =
  | { readonly kind: 'none' }
  | { readonly kind: 'token'; readonly token: string }
  | {
      readonly kind: 'signature';
      readonly version: SignatureVersion;
      /** A public key in hex, or `hmac:` and the node's id. */
      readonly keyId: string;
      readonly stamp: SignatureStamp;
      /** Hex: 64 bytes by a public key, 32 by a shared secret. */
      readonly signature: string;
    };

/** Prefix of the key id of a node that has a shared secret. */
export const SHARED_SECRET_KEY_ID = 'hmac:';

/** A nonce outlives its timestamp by this much, for clocks that are set back. */
const NONCE_RESERVE_MS = 3_600_000;

/** When a nonce that goes with this timestamp may be forgotten. */
export function nonceLifeEndMs({ timestamp }: SignatureStamp): number {
  return (Number(timestamp) + MAX_CLOCK_SKEW_SECONDS) * 1000 + NONCE_RESERVE_MS;
}

/** None for what is not hex. */
export function bytesOfHex(text: string): Uint8Array {
  return Buffer.from(/^(?:[0-9a-fA-F]{2})*$/.test(text) ? text : '', 'hex');
}

const STALE = {
  field: 'X-Mizan-Timestamp',
  why: `Timestamp should be Unix seconds within ${MAX_CLOCK_SKEW_SECONDS} of the server's clock, and the nonce 16 to 64 characters`,
};

type Signer =
  | { readonly keyId: string; readonly nodeId: NodeId }
  | { readonly keyId: string; readonly nodeId: undefined; readonly publicKey: NodePublicKey };

/** Finds out who sent a request. */
export class AuthenticateCaller {
  constructor(
    private readonly credentials: NodeCredentials,
    private readonly nonces: Nonces,
    private readonly verifier: SignatureVerifier,
    private readonly administrators: Administrators,
    private readonly vault: KeyVault,
    private readonly policy: SignaturePolicy,
    private readonly clock: Clock,
  ) {}

  /**
   * A nonce is used up by a good signature of a known node only, and nothing is counted against a node: forged requests cannot lock it
   * out, and what strangers sign leaves no row. The nonce of a key that is not known yet is claimed with the node that it registers.
   * @throws SignatureVersionEnded · BadCredentials when something was sent that does not prove anything
   */
  async execute(sent: Credentials, facts: RequestFacts): Promise<Caller> {
    if (sent.kind === 'none') return { kind: 'anyone' };
    if (sent.kind === 'token') {
      const name = await this.administrators.recognise(sent.token);
      if (name === undefined) throw new BadCredentials();
      return { kind: 'administrator', name };
    }
    const nowMs = this.clock.nowMs();
    if (sent.version === 1 && nowMs >= this.policy.version1EndsAtMs) throw new SignatureVersionEnded();
    // Without a host there is nothing that keeps the request on this server.
    if (sent.version === 2 && facts.host === '') throw new BadCredentials();
    if (!isFreshStamp(sent.stamp, nowMs)) throw new BadCredentials(STALE);
    const message = requestMessage(sent.version, facts, sent.stamp);
    const signer = await this.signerOf(sent.keyId, message, bytesOfHex(sent.signature));
    const expiresAtMs = nonceLifeEndMs(sent.stamp);
    const proof = { keyId: signer.keyId, nonce: sent.stamp.nonce, expiresAtMs };
    if (signer.nodeId === undefined) return { kind: 'new-key', publicKey: signer.publicKey, proof };
    if (!(await this.nonces.claim(proof.keyId, proof.nonce, expiresAtMs, nowMs))) throw new BadCredentials();
    return { kind: 'node', nodeId: signer.nodeId, keyId: signer.keyId };
  }

  private async signerOf(keyId: string, message: string, signature: Uint8Array): Promise<Signer> {
    if (keyId.startsWith(SHARED_SECRET_KEY_ID)) {
      const nodeId = parseNodeId(keyId.slice(SHARED_SECRET_KEY_ID.length));
      if (!nodeId || !(await this.isSignedWithSecret(nodeId, message, signature))) throw new BadCredentials();
      return { keyId, nodeId };
    }
    const publicKey = parsePublicKey(keyId);
    if (!publicKey)
      throw new BadCredentials({
        field: 'X-Mizan-Key',
        why: 'Key is neither a public key in hex nor hmac: and a node ID',
      });
    if (!this.verifier.verify(publicKey, message, signature))
      throw new BadCredentials({
        field: 'X-Mizan-Signature',
        why: this.verifier.explain(publicKey, message, signature),
      });
    const nodeId = await this.credentials.ownerOf(publicKey);
    return nodeId === undefined ? { keyId: publicKey.hex, nodeId, publicKey } : { keyId: publicKey.hex, nodeId };
  }

  private async isSignedWithSecret(nodeId: NodeId, message: string, signature: Uint8Array): Promise<boolean> {
    const sealed = await this.credentials.sealedSecretOf(nodeId);
    if (!sealed) return false;
    const secret = await this.vault.open(sealed, sharedSecretSeal(nodeId));
    const isGood = isHmacOf(message, secret, signature);
    secret.fill(0);
    return isGood;
  }
}
