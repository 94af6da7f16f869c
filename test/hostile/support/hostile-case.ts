import { type RawRequest, rawRequest } from './raw-request.js';
import type { World } from './world.js';

export type Api = 'ledger' | 'registry';

/** Something that a hostile or careless caller sends, and what must come back. */
export interface HostileCase {
  name: string;
  api: Api;
  /** A request, or bytes that are none. Made when the world is there. */
  send: (world: World) => RawRequest | string | Buffer;
  /** The statuses of all answers on the connection. */
  status: number | readonly number[];
  /** What the body of the last answer must be, or match. */
  says?: string | RegExp;
  /** The server hangs up afterwards: what it was sent cannot be trusted to have an end. */
  closes?: boolean;
  /** The request is in order and may change something. */
  changes?: boolean;
  /** What the answer must not repeat. */
  secret?: string;
}

/** Cases by what they have in common. */
export type HostileCatalogue = Readonly<Record<string, readonly HostileCase[]>>;

/** Marks what a caller chose freely. No error may repeat it. */
export const CANARY = 'Zq7xCanary';

export function bytesOf(send: RawRequest | string | Buffer): Buffer {
  return typeof send === 'string' || Buffer.isBuffer(send) ? Buffer.from(send) : rawRequest(send);
}

export function isHead(send: RawRequest | string | Buffer): boolean {
  return typeof send === 'object' && 'method' in send && send.method === 'HEAD';
}

/** Short enough for a test's name. */
export function named(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const shown = JSON.stringify(text.length > 48 ? `${text.slice(0, 40)}…(${text.length})` : text);
  return shown.slice(1, -1).replaceAll('%', '%%');
}
