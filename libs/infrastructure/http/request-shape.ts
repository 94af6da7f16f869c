import type { IncomingMessage } from 'node:http';
import { HttpRefusal } from './http-refusal.js';

const MAX_HEADERS = 100;

/** Of these, and of those that sign a request, there may be one. Node would take the first, a proxy in front perhaps the last. */
const ONCE = new Set(['authorization', 'content-type', 'host', 'idempotency-key', 'origin', 'sec-fetch-site']);
const SIGNING = 'x-mizan-';
/** To pass over most headers without making a text in lower case of their names. */
const LENGTHS_OF_ONCE = new Set([...ONCE].map((name) => name.length));
const X = 'x'.charCodeAt(0);

/**
 * Refuses what Node's parser lets through: more headers than any client needs, two of a header that decides something, no
 * `Host`, one that differs from the host of an absolute target, and a transfer coding in HTTP/1.0, which has none.
 *
 * @returns the host that the request names, without its port and in lower case
 * @throws HttpRefusal 400 or 431
 */
export function refuseBadShape(request: IncomingMessage): string {
  const { rawHeaders } = request;
  if (rawHeaders.length > 2 * MAX_HEADERS) throw refusal(431, 'headers_too_large', 'request header fields too large');
  const { host } = request.headers;
  if (host === undefined && request.httpVersion === '1.1') throw malformed();
  if (request.httpVersion === '1.0' && request.headers['transfer-encoding'] !== undefined) throw malformed();
  refuseRepeated(rawHeaders);
  const authority = authorityOf(request.url ?? '');
  if (authority !== undefined && authority !== (host ?? '').toLowerCase()) throw malformed();
  return hostName(host ?? '');
}

function refuseRepeated(rawHeaders: readonly string[]): void {
  let seen = '';
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const given = rawHeaders[index]!;
    if (!LENGTHS_OF_ONCE.has(given.length) && (given.charCodeAt(0) | 32) !== X) continue;
    const name = given.toLowerCase();
    if (!ONCE.has(name) && !name.startsWith(SIGNING)) continue;
    if (seen.includes(`;${name};`)) throw malformed();
    seen += `;${name};`;
  }
}

/** Of a target in absolute form, `http://localhost:8080/metrics`, in lower case. */
function authorityOf(target: string): string | undefined {
  if (target.startsWith('/')) return undefined;
  return /^[a-z][a-z0-9+.-]*:\/\/([^/?#]*)/i.exec(target)?.[1]?.toLowerCase();
}

/**
 * Refuses a host that is not ours: DNS rebinding is a page whose name was made to point at this machine.
 * @throws HttpRefusal 421
 */
export function refuseForeignHost(): never {
  throw refusal(421, 'misdirected_request', 'this server does not answer for that host');
}

export function isLoopbackName(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(host);
}

/** `localhost:8080` is `localhost`, `[::1]:8080` is `[::1]`. */
function hostName(host: string): string {
  return host.replace(/:[0-9]*$/, '').toLowerCase();
}

/** What follows on the connection may not be what it seems. */
function malformed(): HttpRefusal {
  const headers = { Connection: 'close' };
  return new HttpRefusal({ status: 400, code: 'malformed_request', message: 'malformed request', headers });
}

function refusal(status: number, code: string, message: string): HttpRefusal {
  return new HttpRefusal({ status, code, message });
}
