import { BlockList, isIP } from 'node:net';
import type { FastifyRequest } from 'fastify';

/** Headers by which a proxy says that it speaks for somebody else. */
const FORWARDING_HEADERS = ['forwarded', 'x-forwarded-for', 'x-forwarded-proto', 'x-real-ip'];

/** Where requests come from, as far as the connection shows it; a header is believed of a trusted proxy only. */
export class Peers {
  private readonly proxies = new BlockList();

  /** @param trustedProxies addresses and networks, such as `10.0.0.0/8` */
  constructor(trustedProxies: readonly string[]) {
    for (const network of trustedProxies) {
      const [address = '', bits] = network.split('/');
      const family = isIP(address) === 4 ? 'ipv4' : 'ipv6';
      if (bits === undefined) this.proxies.addAddress(address, family);
      else this.proxies.addSubnet(address, Number(bits), family);
    }
  }

  /** From this machine, and on behalf of no other: a request that a proxy of this machine passed on is not local. */
  isLocal(request: FastifyRequest): boolean {
    const { headers, socket } = request.raw;
    return isLoopback(socket.remoteAddress) && !FORWARDING_HEADERS.some((name) => headers[name] !== undefined);
  }

  /** It could not be read on its way: it never left this machine, or a trusted proxy says that it came over TLS. */
  isConfidential(request: FastifyRequest): boolean {
    if (this.isLocal(request)) return true;
    const { headers, socket } = request.raw;
    const schemes = String(headers['x-forwarded-proto'] ?? '').split(',');
    return this.isTrusted(socket.remoteAddress) && schemes.every((scheme) => scheme.trim().toLowerCase() === 'https');
  }

  /** An IPv4 address may be mapped into IPv6. */
  private isTrusted(address = ''): boolean {
    const family = isIP(address);
    return family !== 0 && this.proxies.check(address, family === 4 ? 'ipv4' : 'ipv6');
  }
}

/** Addresses as Node reports them: 127.0.0.0/8, `::1`, or an IPv4 one mapped into IPv6. */
export function isLoopback(address: string | undefined): boolean {
  return address === '::1' || /^(?:::ffff:)?127\./.test(address ?? '');
}
