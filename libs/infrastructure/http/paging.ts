import { DomainError } from '@app/kernel';

export class InvalidLimit extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'invalid_limit';
  override readonly field = 'limit';

  constructor(min: number, max: number) {
    super(`limit must be an integer from ${min} to ${max}`);
  }
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
