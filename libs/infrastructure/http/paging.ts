import { DomainError } from '@app/kernel';
import { InvalidCursor } from './cursor.js';
import { QueryFields } from './query-fields.js';

export class InvalidLimit extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'invalid_limit';
  override readonly field = 'limit';

  constructor(min: number, max: number) {
    super(`limit must be an integer from ${min} to ${max}`);
  }
}

export interface PageRequest {
  /** `undefined` when the caller set none. */
  limit: number | undefined;
  /** As sent; decode it with the list's `CursorFormat`. */
  cursor: string | undefined;
}

/**
 * Reads `limit` (1 to `maxLimit`, default 1000) and `cursor`.
 * @param query what `@Query()` gives
 * @throws InvalidLimit, then InvalidCursor when it is repeated
 */
export function readPage(query: unknown, maxLimit = 1000): PageRequest {
  const fields = new QueryFields(query);
  const limit = fields.integer('limit', { min: 1, max: maxLimit });
  fields.orRefuse(() => new InvalidLimit(1, maxLimit));
  const cursor = fields.string('cursor');
  fields.orRefuse(() => new InvalidCursor());
  return { limit, cursor };
}

/**
 * The value of a `Link` header (RFC 8288) for the next page: the request's own path and parameters with `limit` and
 * `cursor` replaced, as a relative reference, since only the caller knows the name it reached us by.
 *
 * @param requestUrl the request's target (`request.url`)
 */
export function nextPageLink(requestUrl: string, page: { limit: number; cursor: string }): string {
  const url = new URL(requestUrl, 'http://relative.invalid');
  url.searchParams.set('limit', String(page.limit));
  url.searchParams.set('cursor', page.cursor);
  return `<${url.pathname}?${url.searchParams}>; rel="next"`;
}

/**
 * Cuts a page out of `limit + 1` rows that were asked for: the extra row only tells that there is more.
 * @returns the page, and its last row when another page follows
 */
export function cutPage<Row>(rows: readonly Row[], limit: number): { page: readonly Row[]; last: Row | undefined } {
  if (rows.length <= limit) return { page: rows, last: undefined };
  const page = rows.slice(0, limit);
  return { page, last: page.at(-1) };
}
