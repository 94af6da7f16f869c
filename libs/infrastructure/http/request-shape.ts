import type { IncomingMessage } from 'node:http';
import { HttpRefusal } from './http-refusal.js';

const MAX_HEADERS = 100;

/**
 * Refuses what Node's parser lets through: more headers than any client needs, two `Host` headers, and none at all.
 *
 * @returns the host that the request names, without its port and in lower case
 * @throws HttpRefusal 400 or 431
 */
export function refuseBadShape(request: IncomingMessage): string {
  const { rawHeaders } = request;
  if (rawHeaders.length > 2 * MAX_HEADERS) throw refusal(431, 'headers_too_large', 'request header fields too large');
  let found: string | undefined;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index];
    if (name?.length !== 4 || name.toLowerCase() !== 'host') continue;
    if (found !== undefined) throw refusal(400, 'malformed_request', 'malformed request');
    found = rawHeaders[index + 1];
  }
  if (found === undefined && request.httpVersion === '1.1')
    throw refusal(400, 'malformed_request', 'malformed request');
  return hostName(found ?? '');
}

/**
 * Refuses a host that is not ours: DNS rebinding is a page whose name was made to point at this machine.
 * @throws HttpRefusal 421
 */
export function refuseForeignHost(host: string, hosts: ReadonlySet<string>): void {
  if (!hosts.has(host)) throw refusal(421, 'misdirected_request', 'this server does not answer for that host');
}

export function isLoopbackName(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(host);
}

/** `localhost:8080` is `localhost`, `[::1]:8080` is `[::1]`. */
function hostName(host: string): string {
  return host.replace(/:[0-9]*$/, '').toLowerCase();
}

function refusal(status: number, code: string, message: string): HttpRefusal {
  return new HttpRefusal({ status, code, message });
}
