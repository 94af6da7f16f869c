import { DomainError, type Slice } from '@app/kernel';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { PageCursor } from './cursor.js';

export class InvalidLimit extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'invalid_limit';
  override readonly field = 'limit';

  constructor(min: number, max: number) {
    super(`limit must be an integer from ${min} to ${max}`);
  }
}

/** How a list is cut into pages. */
export interface Paging<Row> {
  readonly cursor: PageCursor;
  key(row: Row): number | string | bigint;
  /** Where the next page is told in a `Link` header (RFC 8288), with the size of a page. */
  readonly link?: { readonly request: FastifyRequest; readonly reply: FastifyReply; readonly limit: number };
}

/**
 * Leads from a page to the next one: by the `Link` header, which is all that an array has room for, and by the cursor that is
 * returned, for a list in an object with `next_cursor`. `null` at the end.
 */
export function leadOn<Row>({ rows, hasMore }: Slice<Row>, { cursor, key, link }: Paging<Row>): string | null {
  if (!hasMore) return null;
  const next = cursor.encode(BigInt(key(rows.at(-1)!)));
  if (link) link.reply.header('Link', nextPageLink(link.request.url, link.limit, next));
  return next;
}

/**
 * The request's own path and parameters with `limit` and `cursor` replaced, as a relative reference, since only the caller knows
 * the name it reached us by.
 */
function nextPageLink(requestUrl: string, limit: number, cursor: string): string {
  const url = new URL(requestUrl, 'http://relative.invalid');
  url.searchParams.set('limit', String(limit));
  url.searchParams.set('cursor', cursor);
  return `<${url.pathname}?${url.searchParams}>; rel="next"`;
}
