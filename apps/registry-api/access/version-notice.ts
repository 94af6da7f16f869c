import type { SignaturePolicy } from '@app/node-registry';
import type { FastifyReply } from 'fastify';

/** When the second version of the signed text came, and the first was deprecated. */
const DEPRECATED_AT_MS = Date.UTC(2026, 10, 26);

/** Headers of an answer that pages of other origins may read. */
export const NOTICE_HEADERS = ['Deprecation', 'Sunset'];

/** Tells who still signs the first version since when it is deprecated (RFC 9745) and when it ends (RFC 8594). */
export function announceEndOfVersion1(reply: FastifyReply, { version1EndsAtMs }: SignaturePolicy): void {
  reply.header('Deprecation', `@${DEPRECATED_AT_MS / 1000}`);
  reply.header('Sunset', new Date(version1EndsAtMs).toUTCString());
}
