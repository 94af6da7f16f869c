/** What a signature is bound to, as the server received it. */
export interface RequestFacts {
  /** Upper case. */
  readonly method: string;
  /** The `Host` header in lower case, as the server let it pass; `''` when there is none. */
  readonly host: string;
  /** Path with query, to the byte as it was sent: no decoding, no reordering. */
  readonly target: string;
  /** SHA-256, lower-case hex; of no bytes when the request has no body. */
  readonly bodyHash: string;
  /** As it was sent; `''` when there is none. */
  readonly idempotencyKey: string;
}

/** What the signer chose. */
export interface SignatureStamp {
  /** Unix seconds, as decimal digits. */
  readonly timestamp: string;
  /** Used once: 16 to 64 characters of `A-Z a-z 0-9 _ -`. */
  readonly nonce: string;
}

/** Of the text that is signed. The first binds neither host nor `Idempotency-Key` and is on its way out. */
export type SignatureVersion = 1 | 2;

/** The first line of the text: no signature means anything outside this protocol, nor one version the other. */
export const SIGNATURE_TAGS: Readonly<Record<SignatureVersion, string>> = {
  1: 'mizan-request-v1',
  2: 'mizan-request-v2',
};

/** How long requests in the first version are good. */
export abstract class SignaturePolicy {
  /** From here on they are refused. */
  abstract readonly version1EndsAtMs: number;
}

/** How far the signer's clock may be from ours, either way. */
export const MAX_CLOCK_SKEW_SECONDS = 300;

const NONCE = /^[A-Za-z0-9_-]{16,64}$/;
const TIMESTAMP = /^[1-9][0-9]{0,11}$/;

/**
 * The text that is signed, eight lines without a last line end. None of the parts can hold a line end, so no two requests have
 * the same text. The sixth line is empty without an `Idempotency-Key`.
 *
 *     mizan-request-v2
 *     POST
 *     nodes.example.com
 *     /wallet/node_001/send?x=1
 *     9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
 *     payment-0001
 *     1795651200
 *     4f1c9a7be05d4d3c
 *
 * Version 1 has neither the third nor the sixth line.
 */
export function requestMessage(version: SignatureVersion, facts: RequestFacts, stamp: SignatureStamp): string {
  const { method, host, target, bodyHash, idempotencyKey } = facts;
  const { timestamp, nonce } = stamp;
  const tag = SIGNATURE_TAGS[version];
  const lines =
    version === 1
      ? [tag, method, target, bodyHash, timestamp, nonce]
      : [tag, method, host, target, bodyHash, idempotencyKey, timestamp, nonce];
  return lines.join('\n');
}

/** Whether timestamp and nonce have their form and the timestamp is at most 300 s from `nowMs`. */
export function isFreshStamp({ timestamp, nonce }: SignatureStamp, nowMs: number): boolean {
  if (!TIMESTAMP.test(timestamp) || !NONCE.test(nonce)) return false;
  return Math.abs(Number(timestamp) - Math.floor(nowMs / 1000)) <= MAX_CLOCK_SKEW_SECONDS;
}
