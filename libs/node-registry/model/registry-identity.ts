import { createPrivateKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import type { SealContext } from '@app/kernel';
import { registryIdOf, signedIdentityText, signedText, signedTypeText } from './event-chain.js';

/** PKCS #8 of an Ed25519 key up to its 32 bytes (RFC 8410). */
const PKCS8_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex');

/** Where the registry's private key is sealed to. */
export function identitySeal(registryId: string): SealContext {
  return { table: 'registry_identity', column: 'sealed_private_key', row: registryId };
}

/** 32 bytes each; the private key is for the caller to seal and to wipe. */
export function makeIdentityKeys(): { publicKey: Buffer; privateKey: Buffer } {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const exported = publicKey.export({ format: 'der', type: 'spki' });
  const secret = privateKey.export({ format: 'der', type: 'pkcs8' });
  return { publicKey: exported.subarray(-32), privateKey: secret.subarray(-32) };
}

/** By which key this registry is known, to its peers too. It is made once and never replaced. */
export class RegistryIdentity {
  readonly registryId: string;
  private readonly key: KeyObject;

  constructor(
    readonly publicKey: Buffer,
    privateKey: Uint8Array,
  ) {
    this.registryId = registryIdOf(publicKey);
    this.key = createPrivateKey({ key: Buffer.concat([PKCS8_HEAD, privateKey]), format: 'der', type: 'pkcs8' });
  }

  /** Signs the hash of an event: Ed25519, in hex. */
  sign(hash: string): string {
    return this.signText(signedText(hash));
  }

  /** Signs the type of the event with this hash. */
  signType(hash: string, type: string): string {
    return this.signText(signedTypeText(hash, type));
  }

  /** Signs what another registry chose, and where this one is reached, so that it knows whom it talks to. */
  prove(challenge: string, url: string | undefined): string {
    return this.signText(signedIdentityText({ registryId: this.registryId, url, challenge }));
  }

  private signText(text: string): string {
    return sign(null, Buffer.from(text, 'utf8'), this.key).toString('hex');
  }
}
