import { createHash } from 'node:crypto';
import type { EventContent, EventValue } from './registry-event.js';

/** How an event is bound to the ones before it. libs/client/crypto/event-log.ts follows the same rules to check them. */
export interface EventLink {
  readonly contentHash: string;
  readonly hash: string;
}

/** Whose the log is: the beginning of the hash of the registry's public key, so that no other registry can have the same. */
export function registryIdOf(publicKey: Uint8Array): string {
  return createHash('sha256').update(publicKey).digest('hex').slice(0, 32);
}

/** What the first event of a registry's log follows. */
export function logOrigin(registryId: string): string {
  return sha256(`mizan event log of ${registryId}`);
}

/**
 * The hash of an event covers its place, the hash before it and the hash of its content. So a reader who may not see the content
 * can follow the chain all the same.
 */
export function linkEvent(
  { id, type, time, data }: EventContent,
  position: { registryId: string; place: bigint; prevHash: string },
): EventLink {
  const contentHash = sha256(canonicalText({ id, type, time, data }));
  const { registryId, place, prevHash } = position;
  const hash = sha256(['mizan event', registryId, place, prevHash, contentHash].join('\n'));
  return { contentHash, hash };
}

/** What the registry signs with its key. */
export function signedText(hash: string): string {
  return `mizan event log\n${hash}`;
}

/** What it signs too, so that a reader who may not see an event knows for certain of which type it is. */
export function signedTypeText(hash: string, type: string): string {
  return `mizan event type\n${hash}\n${type}`;
}

/** What proves that who answers has the key now, and where it says that it is reached. */
export function signedIdentityText(proof: { registryId: string; url: string | undefined; challenge: string }): string {
  const { registryId, url = '', challenge } = proof;
  return ['mizan registry identity', registryId, url, challenge].join('\n');
}

/** JSON as RFC 8785 writes it: members sorted by key, no spaces. */
export function canonicalText(value: EventValue): string {
  if (Array.isArray(value)) return `[${value.map(canonicalText).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonicalText(member)}`).join(',')}}`;
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
