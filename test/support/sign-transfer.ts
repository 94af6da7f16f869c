import * as secp256k1 from '@noble/secp256k1';
import type { Transaction, Wallet } from './ledger-client.js';

/** What `POST /transactions/prepare` answers. */
export interface Prepared {
  transaction: Transaction;
  digest: string;
}

/** Signs a prepared transfer as its owner would, away from the server; the body for `POST /transactions/submit`. */
export async function signTransfer({ transaction, digest }: Prepared, owner: Pick<Wallet, 'private_key'>) {
  const key = Buffer.from(owner.private_key, 'hex');
  const signature = await secp256k1.signAsync(Buffer.from(digest, 'hex'), key, { prehash: false, lowS: true });
  return { transaction, signature: toHex(signature), public_key: toHex(secp256k1.getPublicKey(key, true)) };
}

/** The other signature that ECDSA gives for free: s replaced by n - s. */
export function withHighS(signature: string): string {
  const order = secp256k1.Point.CURVE().n;
  const s = BigInt(`0x${signature.slice(64)}`);
  return signature.slice(0, 64) + (order - s).toString(16).padStart(64, '0');
}

function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
