import { createHash } from 'node:crypto';
import { bearerTokenOf } from '@app/infrastructure/http/bearer-token.js';
import { bodyBytesOf } from '@app/infrastructure/http/body-bytes.js';
import { isJsonObject, JsonNumber, type JsonObject, type JsonValue } from '@app/infrastructure/http/json-value.js';
import {
  BadCredentials,
  type Credentials,
  type NodeId,
  type RequestFacts,
  requestMessage,
  SHARED_SECRET_KEY_ID,
  SIGNATURE_TAGS,
  type SignatureVersion,
} from '@app/node-registry';
import type { FastifyRequest } from 'fastify';
import { canonicalJson } from './canonical-json.js';
import { SIGNATURE_HEADERS } from './signature-headers.js';

export interface SentCredentials {
  readonly credentials: Credentials;
  /** What a signature among them must be bound to. */
  readonly facts: RequestFacts;
}

/**
 * Finds the credentials of a request: a bearer token, else the signature headers, else `auth_data` in the body.
 *
 * @param nodeId whose secret `auth_data` is made with
 * @throws BadCredentials for an attempt that is not even in form
 */
export function readCredentials(request: FastifyRequest, nodeId: NodeId | undefined): SentCredentials {
  const facts = factsOf(request);
  const token = bearerTokenOf(request);
  if (token !== undefined) return { credentials: { kind: 'token', token }, facts };
  if (Object.values(SIGNATURE_HEADERS).some((name) => request.headers[name] !== undefined)) {
    return { credentials: signatureOf(request), facts };
  }
  const { body } = request;
  const authData = isJsonObject(body as JsonValue) ? (body as JsonObject).auth_data : undefined;
  if (authData === undefined || authData === null) return { credentials: { kind: 'none' }, facts };
  return olderScheme(body as JsonObject, authData, nodeId, facts);
}

/** The gate has compared the host with those that this server answers for, and let no decisive header pass twice. */
function factsOf(request: FastifyRequest): RequestFacts {
  return {
    method: request.method,
    host: hostOf(request),
    target: originForm(request.url),
    bodyHash: sha256(bodyBytesOf(request)),
    idempotencyKey: idempotencyKeyOf(request) ?? '',
  };
}

/** As it was sent, in lower case; `''` when there is none. */
export function hostOf({ headers }: FastifyRequest): string {
  return (headers.host ?? '').toLowerCase();
}

export function idempotencyKeyOf({ headers }: FastifyRequest): string | undefined {
  const key = headers['idempotency-key'];
  return key === undefined ? undefined : String(key);
}

function signatureOf(request: FastifyRequest): Credentials {
  const header = (name: string) => String(request.headers[name] ?? '');
  return {
    kind: 'signature',
    version: versionOf(request),
    keyId: header(SIGNATURE_HEADERS.key),
    stamp: { timestamp: header(SIGNATURE_HEADERS.timestamp), nonce: header(SIGNATURE_HEADERS.nonce) },
    signature: header(SIGNATURE_HEADERS.signature),
  };
}

/** With another value in this header the text is another one, and the signature no longer fits it. */
function versionOf({ headers }: FastifyRequest): SignatureVersion {
  const named = headers[SIGNATURE_HEADERS.version] ?? '1';
  if (named === '1') return 1;
  if (named === '2') return 2;
  throw new BadCredentials();
}

/** `auth_data` signs the body without itself. Its `message` is the text we would have written, or it proves nothing. */
function olderScheme(
  body: JsonObject,
  authData: JsonValue,
  nodeId: NodeId | undefined,
  request: RequestFacts,
): SentCredentials {
  if (!isJsonObject(authData) || nodeId === undefined) throw new BadCredentials();
  const { signature, message, timestamp: sent } = authData;
  const timestamp = sent instanceof JsonNumber ? sent.text : sent;
  if (typeof signature !== 'string' || typeof message !== 'string' || typeof timestamp !== 'string')
    throw new BadCredentials();
  const { auth_data: _, ...rest } = body;
  const facts = { ...request, bodyHash: sha256(canonicalJson(rest)) };
  const stamp = { timestamp, nonce: message.slice(message.lastIndexOf('\n') + 1) };
  const version = message.startsWith(`${SIGNATURE_TAGS[2]}\n`) ? 2 : 1;
  if (message !== requestMessage(version, facts, stamp)) throw new BadCredentials();
  return { credentials: { kind: 'signature', version, keyId: SHARED_SECRET_KEY_ID + nodeId, stamp, signature }, facts };
}

/** The target as most clients send it; a proxy may have been given it with scheme and host in front. */
function originForm(target: string): string {
  return target.replace(/^https?:\/\/[^/?#]*/i, '');
}

function sha256(data: Buffer | string): string {
  return createHash('sha256').update(data).digest('hex');
}
