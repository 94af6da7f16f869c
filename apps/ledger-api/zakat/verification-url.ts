import type { ProvenReceipt } from '@app/zakat';
import type { FastifyRequest } from 'fastify';

/**
 * Where anyone can verify a receipt, by the scheme and host under which its reader asked for it: the server knows no other
 * name of itself. Behind a proxy both are what the proxy says, when `TRUSTED_PROXIES` names it.
 */
export function verificationUrl(request: FastifyRequest, { number, code }: ProvenReceipt): string {
  const path = request.url.slice(0, request.url.search(/\/(?:me\/)?zakat\/receipts/));
  return `${request.protocol}://${request.host}${path}/zakat/receipts/${number}/verify?code=${code}`;
}
