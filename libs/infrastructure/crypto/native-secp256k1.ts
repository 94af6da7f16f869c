import { createRequire } from 'node:module';
import { portableSecp256k1, type SignatureScheme, strictVerification } from '@app/chain';
import type { SignatureChoice } from './signature-choice.js';

interface NativeBinding {
  privateKeyVerify(privateKey: Uint8Array): boolean;
  publicKeyCreate(privateKey: Uint8Array, compressed: boolean): Uint8Array;
  ecdsaSign(digest: Uint8Array, privateKey: Uint8Array): { signature: Uint8Array };
  ecdsaVerify(signature: Uint8Array, digest: Uint8Array, publicKey: Uint8Array): boolean;
}

/**
 * libsecp256k1 when this platform has a build of it, else the portable twin. The package's main entry falls back in
 * silence to a slow implementation, so its binding is loaded by name, and it must agree with the twin before it is used.
 * @throws Error when `native` is asked for and not to be had
 */
export function chooseSignatureScheme(choice: SignatureChoice = 'auto'): SignatureScheme {
  if (choice === 'portable') return portableSecp256k1;
  let binding: NativeBinding;
  try {
    binding = createRequire(import.meta.url)('secp256k1/bindings.js');
  } catch (cause) {
    if (choice === 'auto') return portableSecp256k1;
    throw new Error('the native secp256k1 has no build for this platform; set SECP256K1=auto', { cause });
  }
  const native = nativeScheme(binding);
  if (!agree(native, portableSecp256k1)) throw new Error('the native secp256k1 disagrees with the portable one');
  return native;
}

function nativeScheme(binding: NativeBinding): SignatureScheme {
  return {
    name: 'secp256k1 (native)',
    isPrivateKey: (bytes) => bytes.length === 32 && binding.privateKeyVerify(bytes),
    publicKeyOf: (privateKey) => binding.publicKeyCreate(privateKey, true),
    pointOf: (privateKey) => binding.publicKeyCreate(privateKey, false),
    // libsecp256k1 makes RFC 6979 nonces and low-S signatures, and refuses high-S ones.
    sign: (digest, privateKey) => binding.ecdsaSign(digest, privateKey).signature,
    ...strictVerification((signature, digest, key) => binding.ecdsaVerify(signature, digest, key)),
  };
}

function agree(left: SignatureScheme, right: SignatureScheme): boolean {
  const key = Buffer.alloc(32, 7);
  const digest = Buffer.alloc(32, 9);
  const [one, other] = [left, right].map((scheme) => ({
    publicKey: Buffer.from(scheme.publicKeyOf(key)).toString('hex'),
    point: Buffer.from(scheme.pointOf(key)).toString('hex'),
    signature: Buffer.from(scheme.sign(digest, key)).toString('hex'),
  }));
  const { publicKey, point, signature } = one!;
  return (
    publicKey === other!.publicKey &&
    point === other!.point &&
    signature === other!.signature &&
    left.verify(Buffer.from(signature, 'hex'), digest, Buffer.from(publicKey, 'hex')) &&
    left.verifyByPoint(Buffer.from(signature, 'hex'), digest, Buffer.from(point, 'hex')) &&
    !left.verifyByPoint(Buffer.from(signature, 'hex'), Buffer.alloc(32, 8), Buffer.from(point, 'hex')) &&
    !left.verify(Buffer.from(signature, 'hex'), Buffer.alloc(32, 8), Buffer.from(publicKey, 'hex'))
  );
}
