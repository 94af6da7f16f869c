import { createHash } from 'node:crypto';
import { DomainError } from '@app/kernel';

/** The text is no cursor that this list has given out for this query. */
export class InvalidCursor extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'invalid_cursor';
  override readonly field = 'cursor';

  constructor() {
    super('invalid cursor');
  }
}

/** All that decides which rows a list has and in which order, beside its name: wallet, order, filters. */
export type CursorQuery = Readonly<Record<string, string | number | boolean | undefined | readonly string[]>>;

const KEY = /^(?:0|[1-9][0-9]{0,15})$/;
/** Row keys are numbered from 0 or 1 and read as numbers, one up or down included: none comes near this. */
const MAX_KEY = BigInt(Number.MAX_SAFE_INTEGER) - 1n;
const MAX_CURSOR_LENGTH = 400;

/**
 * Where a page of one query of one list ends: the key of its last row, opaque to the caller. Following a cursor costs the same
 * on page 1 and page 10,000, and rows that arrive meanwhile neither repeat nor hide others.
 *
 * With another wallet, order or filter the key of its row would start a page that has nothing to do with the one before, so a
 * cursor is refused there. The mark tells queries apart; it is no signature.
 *
 *     const cursor = new PageCursor('blocks', { order: 'asc' });
 *     cursor.decode(cursor.encode(41n)); // 41n
 */
export class PageCursor {
  private readonly mark: string;

  /** @param list names the route, and keeps a cursor from being used on another one */
  constructor(list: string, query: CursorQuery = {}) {
    const members = Object.entries(query).filter(([, value]) => value !== undefined);
    const text = JSON.stringify([list, ...members.sort(([left], [right]) => (left < right ? -1 : 1))]);
    this.mark = createHash('sha256').update(text).digest('hex').slice(0, 16);
  }

  encode(key: bigint): string {
    return Buffer.from(`${this.mark}~${key}`).toString('base64url');
  }

  /**
   * The key of the last row of the page before; `undefined` without a cursor.
   * @throws InvalidCursor unless `encode` of this query gives exactly this text
   */
  decode(text: string | undefined): bigint | undefined {
    if (text === undefined) return undefined;
    if (text.length > MAX_CURSOR_LENGTH) throw new InvalidCursor();
    const [, key = ''] = Buffer.from(text, 'base64url').toString('latin1').split('~');
    if (!KEY.test(key) || BigInt(key) > MAX_KEY || this.encode(BigInt(key)) !== text) throw new InvalidCursor();
    return BigInt(key);
  }
}
