import { createHash, createHmac, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { portableSecp256k1 } from '@app/chain';
import type { Sent } from './registry-client.js';

/** The other side of signed requests, written from their description alone. */
export interface NodeSigner {
  readonly keyId: string;
  /** Hex. */
  sign(message: string | Buffer): string;
}

export function ed25519Signer(): NodeSigner {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const x = publicKey.export({ format: 'jwk' }).x!;
  return {
    keyId: Buffer.from(x, 'base64url').toString('hex'),
    sign: (message) => sign(null, Buffer.from(message as string), privateKey).toString('hex'),
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
  /** Of the signed text; 2 when not given. */
  version?: 1 | 2;
  /** Unix seconds. */
  timestamp?: number | string;
  nonce?: string;
}

/** What a request that names no host is sent to. The name by itself is enough for every registry of the tests. */
export const HOST = '127.0.0.1';

/** The text that is signed. */
export function messageOf(sent: Sent, { version, timestamp, nonce }: Required<Stamp>): string {
  const { method, path, body = '', headers = {} } = sent;
  const bodyHash = sha256(body).toString('hex');
  if (version === 1) return ['mizan-request-v1', method, path, bodyHash, timestamp, nonce].join('\n');
  const { Host: host = HOST, 'Idempotency-Key': key = '' } = headers;
  return ['mizan-request-v2', method, host.toLowerCase(), path, bodyHash, key, timestamp, nonce].join('\n');
}

/** The request with the headers that sign it, and, in version 2, its `Host` among them. */
export function signed(signer: NodeSigner, sent: Sent, stamp: Stamp = {}): Sent {
  const whole = completed(stamp);
  return {
    ...sent,
    headers: {
      ...hosted(sent, whole.version),
      'X-Mizan-Key': signer.keyId,
      'X-Mizan-Timestamp': String(whole.timestamp),
      'X-Mizan-Nonce': whole.nonce,
      'X-Mizan-Signature': signer.sign(messageOf(sent, whole)),
      ...(whole.version === 2 && { 'X-Mizan-Signature-Version': '2' }),
    },
  };
}

/** The request with `auth_data` in its body. `fields` must be flat, and hold no numbers that JavaScript spells otherwise. */
export function withAuthData(
  signer: NodeSigner,
  { method, path, headers = {} }: Pick<Sent, 'method' | 'path' | 'headers'>,
  fields: Record<string, unknown>,
  stamp: Stamp = {},
): Sent {
  const whole = completed(stamp);
  const canonical = JSON.stringify(Object.fromEntries(Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1))));
  const message = messageOf({ method, path, headers, body: canonical }, whole);
  const auth_data = { signature: signer.sign(message), timestamp: whole.timestamp, message };
  const body = JSON.stringify({ ...fields, auth_data }, null, 1);
  return { method, path, headers: hosted({ method, path, headers }, whole.version), body };
}

function completed(stamp: Stamp): Required<Stamp> {
  const { version = 2, timestamp = Math.floor(Date.now() / 1000), nonce = randomBytes(12).toString('hex') } = stamp;
  return { version, timestamp, nonce };
}

function hosted({ headers = {} }: Sent, version: 1 | 2): Record<string, string> {
  return version === 1 ? headers : { Host: HOST, ...headers };
}

function sha256(data: string | Buffer): Buffer {
  return createHash('sha256').update(data).digest();
}
