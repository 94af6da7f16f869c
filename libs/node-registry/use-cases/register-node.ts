import { Clock, KeyVault, networkOf } from '@app/kernel';
import { type Caller, CredentialPolicy, nameOf } from '../model/caller.js';
import { type Capability, capabilitySet } from '../model/capability.js';
import type { Node } from '../model/node.js';
import type { NodeId } from '../model/node-id.js';
import type { NodePublicKey } from '../model/public-key.js';
import { RegistrationPolicy } from '../model/registration-policy.js';
import { makeSharedSecret, sharedSecretSeal } from '../model/shared-secret.js';
import {
  CredentialsRequired,
  DeregisteredByAdministrator,
  NodeAlreadyRegistered,
  NotThisNode,
  OtherKeyRegistered,
  ProofOfPossessionRequired,
  PublicKeyConflict,
  RegistrationClosed,
} from '../node-registry.errors.js';
import { NodeCredentials } from '../ports/node-credentials.js';
import { type NewCredential, type NewNode, type NodeRevision, Nodes } from '../ports/nodes.js';

export interface NodeRegistration {
  readonly nodeId: NodeId;
  readonly address: string;
  readonly capabilities: readonly Capability[];
  /** Undefined leaves it as it is; a new node shares nothing. */
  readonly sharesBalance: boolean | undefined;
  readonly publicKey: NodePublicKey | undefined;
  readonly caller: Caller;
  readonly ip: string;
}

export interface RegisteredNode {
  /** Hex; for a new node without a public key. Shown once, to the caller alone; at rest it is sealed. */
  readonly sharedSecret: string | undefined;
}

const SIGN_FIRST = 'Sign the request with the public key that it registers, or ask an administrator';
const SIGN_AGAIN = "Sign the request with the node's key, or ask an administrator";

/** Enters a node into the registry, or, for one that proves to be the same, its new address and capabilities. */
export class RegisterNode {
  constructor(
    private readonly nodes: Nodes,
    private readonly credentials: NodeCredentials,
    private readonly vault: KeyVault,
    private readonly policy: CredentialPolicy,
    private readonly registrations: RegistrationPolicy,
    private readonly clock: Clock,
  ) {}

  /**
   * A node that is registered already with the same facts is left as it is: they are public anyway.
   *
   * @throws NotThisNode · for a known id CredentialsRequired, OtherKeyRegistered, NodeAlreadyRegistered, NodeDeregistered · for a new one
   *   ProofOfPossessionRequired, CredentialsRequired, PublicKeyConflict, RegistrationClosed, RegistryFull, TooManyRegistrations
   */
  async execute(registration: NodeRegistration): Promise<RegisteredNode> {
    const { nodeId, caller } = registration;
    if (caller.kind === 'node' && caller.nodeId !== nodeId) throw new NotThisNode();
    const known = await this.nodes.find(nodeId);
    if (known) return this.renew(known, registration);
    try {
      return await this.add(registration);
    } catch (error) {
      const faster = error instanceof NodeAlreadyRegistered ? await this.nodes.find(nodeId) : undefined;
      if (!faster) throw error;
      return this.renew(faster, registration);
    }
  }

  private async renew(known: Node, registration: NodeRegistration): Promise<RegisteredNode> {
    const { nodeId, caller, publicKey, address } = registration;
    if (caller.kind === 'anyone' && this.policy.credentials === 'required') throw new CredentialsRequired(SIGN_AGAIN);
    const hasOtherKey = publicKey !== undefined && (await this.credentials.ownerOf(publicKey)) !== nodeId;
    const capabilitiesOf = (node: Node) => withWallet(node, registration.capabilities);
    const sharing = (node: Node) => registration.sharesBalance ?? node.sharesBalance;
    const isSame =
      address === known.address &&
      capabilitiesOf(known).join() === known.capabilities.join() &&
      sharing(known) === known.sharesBalance;
    if (isSame && !hasOtherKey && !known.deregistration) return { sharedSecret: undefined };
    if (hasOtherKey) throw new OtherKeyRegistered(nodeId);
    if (caller.kind === 'new-key') throw new NodeAlreadyRegistered(nodeId, known.deregistration !== undefined);
    const revise = (node: Node) => ({
      address,
      capabilities: capabilitiesOf(node),
      sharesBalance: sharing(node),
      ...comeback(node, caller),
    });
    await this.nodes.revise(nodeId, revise, caller.kind === 'administrator' ? nameOf(caller) : undefined);
    return { sharedSecret: undefined };
  }

  private async add({ nodeId, caller, ...registration }: NodeRegistration): Promise<RegisteredNode> {
    const { publicKey, address, ip, sharesBalance = false } = registration;
    if (publicKey) await this.refuseUnproved(publicKey, caller);
    else if (caller.kind === 'new-key') throw new ProofOfPossessionRequired();
    else if (caller.kind === 'anyone' && this.policy.credentials === 'required')
      throw new CredentialsRequired(SIGN_FIRST);
    if (this.registrations.registration === 'closed' && caller.kind !== 'administrator') throw new RegistrationClosed();
    const secret = publicKey ? undefined : makeSharedSecret();
    const credential: NewCredential = publicKey
      ? { kind: 'public-key', publicKey }
      : { kind: 'shared-secret', sealedSecret: await this.vault.seal(secret!, sharedSecretSeal(nodeId)) };
    const capabilities = capabilitySet(registration.capabilities);
    const proof = caller.kind === 'new-key' ? caller.proof : undefined;
    const admission = this.admissionOf(caller, ip);
    await this.nodes.add({
      nodeId,
      address,
      capabilities,
      sharesBalance,
      credential,
      proof,
      admission,
      createdAtMs: this.clock.nowMs(),
    });
    return { sharedSecret: secret?.toString('hex') };
  }

  private admissionOf(caller: Caller, ip: string): NewNode['admission'] {
    const { limits } = this.registrations;
    if (!limits || caller.kind === 'administrator') return undefined;
    return { network: this.vault.keyedHash('network', networkOf(ip)), limits };
  }

  private async refuseUnproved(publicKey: NodePublicKey, caller: Caller): Promise<void> {
    if (caller.kind === 'new-key' && caller.publicKey.hex === publicKey.hex) return;
    if (await this.credentials.ownerOf(publicKey)) throw new PublicKeyConflict();
    // Administrators vouch for the nodes that they register.
    if (caller.kind === 'administrator') return;
    throw new ProofOfPossessionRequired();
  }
}

/** A wallet brings its capability and takes it away; nodes that register at every start do not name it. */
function withWallet(node: Node, capabilities: readonly Capability[]): Capability[] {
  return capabilitySet([...capabilities, ...node.capabilities.filter((capability) => capability === 'wallet')]);
}

/** A node that returns begins anew: its heartbeats count from the start, and it is unknown until the first. */
function comeback(node: Node, caller: Caller): NodeRevision {
  if (!node.deregistration) return {};
  if (node.deregistration.byAdministrator && caller.kind !== 'administrator')
    throw new DeregisteredByAdministrator(node.nodeId);
  return { deregistration: undefined, heartbeat: undefined };
}
