import { isIPv4 } from 'node:net';

/** Whether a host, as URLs and `Host` headers write it (IPv6 in brackets), is this machine and no other. */
export function isLoopbackHost(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || (isIPv4(host) && host.startsWith('127.'));
}
