import type { IncomingMessage, Server } from 'node:http';
import { canonicalAddress } from '@app/kernel';

const HEADER = 'x-forwarded-for';

/**
 * Rewrites `X-Forwarded-For` before Fastify reads it: each address in its one spelling, so that `5.6.7.8:1234` and
 * `5.6.7.8:1235` are one caller. Proxies append on the right, so what is not an address ends the list to its left: the request
 * then comes from the nearest proxy that could be read. For servers behind a trusted proxy; others do not look at the header.
 */
export function readForwardedFor(server: Server): void {
  server.prependListener('request', ({ headers }: IncomingMessage) => {
    const given = headers[HEADER];
    // It stays when nothing is left, because a request that a proxy passed on is not local.
    if (given !== undefined) headers[HEADER] = readableEnd(String(given)).join(', ');
  });
}

/** Hops that are looked at; a list of this length was not written by proxies. */
const MOST_HOPS = 20;

function readableEnd(header: string): string[] {
  const addresses: string[] = [];
  for (const part of header.split(',').slice(-MOST_HOPS).reverse()) {
    const address = canonicalAddress(part);
    if (address === undefined) break;
    addresses.unshift(address);
  }
  return addresses;
}
