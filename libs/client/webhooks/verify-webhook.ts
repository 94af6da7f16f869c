import { InvalidWebhook } from '../errors/invalid-webhook.js';
import { ledgerShapes } from '../generated/ledger/operations.js';
import { readJson } from '../json/read-json.js';
import { isTypeOfLedger, type WebhookEvent } from './webhook-event.js';

/** The headers of a request: those of `fetch`, or of Node, whose names are in lower case. */
export type WebhookHeaders = Headers | Readonly<Record<string, string | readonly string[] | undefined>>;

/** A request of a webhook, and what it is checked with. */
export interface ReceivedWebhook {
  /** The body as it came: a text that was read and printed again has another signature. */
  readonly payload: string | Uint8Array;
  readonly headers: WebhookHeaders;
  /** `whsec_…`, as the server gave it. */
  readonly secret?: string | undefined;
  /** Several, such as while one is replaced; one of them has to be right. */
  readonly secrets?: readonly string[] | undefined;
  /** Seconds that the clocks of the two sides may differ, and a delivery may take; 300 unless given. */
  readonly tolerance?: number | undefined;
}

const TOLERANCE_SECONDS = 300;
const PREFIX = 'whsec_';
const HMAC = { name: 'HMAC', hash: 'SHA-256' } as const;

/**
 * Checks that a webhook was signed with one of the secrets, and a moment ago, and resolves to its event. Money is exact: units are bigints.
 * Who keeps the `id` of what was handled can tell a repetition. See the Standard Webhooks specification, "Verifying webhook authenticity".
 *
 * @throws InvalidWebhook, which names the first check that failed: `headers`, `timestamp`, `signature`, `payload`
 * @throws TypeError when no secret is given, or one that is none
 */
export async function verifyWebhook(received: ReceivedWebhook): Promise<WebhookEvent> {
  const { payload, headers, tolerance = TOLERANCE_SECONDS } = received;
  const keys = keysOf(received);
  const [id, timestamp, signatures] = ['id', 'timestamp', 'signature'].map((name) =>
    headerOf(headers, `webhook-${name}`),
  );
  if (!id || !timestamp || !signatures) throw new InvalidWebhook('headers', 'a header of a webhook is missing');
  demandNow(timestamp, tolerance);
  const signed = concat(new TextEncoder().encode(`${id}.${timestamp}.`), bytesOf(payload));
  const isSigned = await isSignedBy(keys, signaturesOf(signatures), signed);
  if (!isSigned) throw new InvalidWebhook('signature', 'the webhook is not signed with this secret');
  return eventOf(payload);
}

function keysOf({ secret, secrets = [] }: ReceivedWebhook): Uint8Array<ArrayBuffer>[] {
  const keys = [...(secret === undefined ? [] : [secret]), ...secrets].map((text) =>
    fromBase64(text.startsWith(PREFIX) ? text.slice(PREFIX.length) : text),
  );
  if (keys.length === 0) throw new TypeError('give the secret of the webhook');
  return keys.map((key) => {
    if (!key?.length) throw new TypeError('the secret of a webhook is whsec_ and Base64');
    return key;
  });
}

function headerOf(headers: WebhookHeaders, name: string): string | undefined {
  if (headers instanceof Headers) return headers.get(name) ?? undefined;
  const given = Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1];
  return typeof given === 'string' ? given : given?.[0];
}

function demandNow(timestamp: string, tolerance: number): void {
  const seconds = /^\d{1,12}$/.test(timestamp) ? Number(timestamp) : Number.NaN;
  const isNow = Math.abs(Math.floor(Date.now() / 1000) - seconds) <= tolerance;
  if (!isNow) throw new InvalidWebhook('timestamp', 'the webhook is too old, too new, or its timestamp is no number');
}

/** Those of version 1; a version that is not known yet is passed over. */
function signaturesOf(header: string): Uint8Array<ArrayBuffer>[] {
  return header
    .split(' ')
    .flatMap((signature) => (signature.startsWith('v1,') ? (fromBase64(signature.slice(3)) ?? []) : []));
}

/** `verify` of WebCrypto takes the same time for every wrong signature. */
async function isSignedBy(
  keys: readonly Uint8Array<ArrayBuffer>[],
  signatures: readonly Uint8Array<ArrayBuffer>[],
  signed: Uint8Array<ArrayBuffer>,
): Promise<boolean> {
  const { subtle } = globalThis.crypto;
  for (const bytes of keys) {
    const key = await subtle.importKey('raw', bytes, HMAC, false, ['verify']);
    for (const signature of signatures) if (await subtle.verify('HMAC', key, signature, signed)) return true;
  }
  return false;
}

function eventOf(payload: string | Uint8Array): WebhookEvent {
  try {
    const text = typeof payload === 'string' ? payload : new TextDecoder('utf-8', { fatal: true }).decode(payload);
    const shape = isTypeOfLedger(JSON.parse(text)?.type) ? 'LedgerEventResponse' : undefined;
    return readJson(text, shape, ledgerShapes) as WebhookEvent;
  } catch (cause) {
    throw new InvalidWebhook('payload', 'the webhook is signed, and is no event', cause);
  }
}

function bytesOf(payload: string | Uint8Array): Uint8Array {
  return typeof payload === 'string' ? new TextEncoder().encode(payload) : payload;
}

function concat(first: Uint8Array, second: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(first.length + second.length);
  bytes.set(first);
  bytes.set(second, first.length);
  return bytes;
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  } catch {
    return undefined;
  }
}
