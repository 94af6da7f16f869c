import { createHash, randomBytes } from 'node:crypto';

const FORM = /^mizan_session_[A-Za-z0-9_-]{43}$/;

/** A session lives this long from its start, however much it is used … */
export const SESSION_TTL_MS = 12 * 60 * 60_000;
/** … and ends earlier when it is not used for this long. */
export const SESSION_IDLE_MS = 15 * 60_000;
/** How often a session in use is written to at most. So much the idle time may be shorter than it says, never longer. */
export const SESSION_EXTENSION_MS = 60_000;

/** 256 random bits with a name in front, by which scanners for leaked secrets know it. */
export function newSessionToken(): string {
  return `mizan_session_${randomBytes(32).toString('base64url')}`;
}

/** What is kept of a token: SHA-256, 32 bytes. Of 256 random bits a plain hash tells nothing. `undefined` when `text` is no token. */
export function sessionTokenHash(text: string): Buffer | undefined {
  return FORM.test(text) ? createHash('sha256').update(text).digest() : undefined;
}
