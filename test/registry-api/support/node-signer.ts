import { createHash, createHmac, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { portableSecp256k1 } from '@app/chain';
import type { Sent } from './registry-client.js';

/** The other side of signed requests, written from their description alone. */
export interface NodeSigner {
  readonly keyId: string;
  /** Hex. */
  sign(message: string): string;
}

export function ed25519Signer(): NodeSigner {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const x = publicKey.export({ format: 'jwk' }).x!;
  return {
    keyId: Buffer.from(x, 'base64url').toString('hex'),
    sign: (message) => sign(null, Buffer.from(message), privateKey).toString('hex'),
  };
}

export function secp256k1Signer(): NodeSigner {
  const privateKey = randomBytes(32);
  return {
    keyId: Buffer.from(portableSecp256k1.publicKeyOf(privateKey)).toString('hex'),
    sign: (message) => Buffer.from(portableSecp256k1.sign(sha256(message), privateKey)).toString('hex'),
  };
}

/** @param secret hex, as registration gave it out */
export function hmacSigner(nodeId: string, secret: string): NodeSigner {
  return {
    keyId: `hmac:${nodeId}`,
    sign: (message) => createHmac('sha256', Buffer.from(secret, 'hex')).update(message).digest('hex'),
  };
}

export interface Stamp {
  /** Unix seconds. */
  timestamp?: number | string;
  nonce?: string;
}

export function messageOf({ method, path, body = '' }: Sent, timestamp: number | string, nonce: string): string {
  return ['mizan-request-v1', method, path, sha256(body).toString('hex'), timestamp, nonce].join('\n');
}

/** The request with its four headers. */
export function signed(signer: NodeSigner, sent: Sent, stamp: Stamp = {}): Sent {
  const { timestamp = Math.floor(Date.now() / 1000), nonce = randomBytes(12).toString('hex') } = stamp;
  return {
    ...sent,
    headers: {
      ...sent.headers,
      'X-Mizan-Key': signer.keyId,
      'X-Mizan-Timestamp': String(timestamp),
      'X-Mizan-Nonce': nonce,
      'X-Mizan-Signature': signer.sign(messageOf(sent, timestamp, nonce)),
    },
  };
}

/** The request with `auth_data` in its body. `fields` must be flat, and hold no numbers that JavaScript spells otherwise. */
export function withAuthData(
  signer: NodeSigner,
  { method, path }: Pick<Sent, 'method' | 'path'>,
  fields: Record<string, unknown>,
  stamp: Stamp = {},
): Sent {
  const { timestamp = Math.floor(Date.now() / 1000), nonce = randomBytes(12).toString('hex') } = stamp;
  const canonical = JSON.stringify(Object.fromEntries(Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1))));
  const message = messageOf({ method, path, body: canonical }, timestamp, nonce);
  const auth_data = { signature: signer.sign(message), timestamp, message };
  return { method, path, body: JSON.stringify({ ...fields, auth_data }, null, 1) };
}

function sha256(data: string): Buffer {
  return createHash('sha256').update(data).digest();
}
