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

type PartType = 'integer' | 'text';
type PartsOf<Types extends readonly PartType[]> = {
  -readonly [Index in keyof Types]: Types[Index] extends 'integer' ? bigint : string;
};

/** All that decides which rows a list has and in which order, beside its name: wallet, order, filters. */
export type CursorQuery = Readonly<Record<string, string | number | boolean | undefined | readonly string[]>>;

const INTEGER = /^(?:0|[1-9][0-9]{0,15})$/;
/** Keys of our own lists: hex, UUIDs, node ids. */
const TEXT = /^[A-Za-z0-9._:-]{1,128}$/;
/** Row keys are numbered from 0 or 1 and read as numbers, one up or down included: none comes near this. */
const MAX_KEY = BigInt(Number.MAX_SAFE_INTEGER) - 1n;
const MAX_CURSOR_LENGTH = 400;

/**
 * Where a page of one list ends: the sort key of its last row, opaque to the caller. Following a cursor costs the same
 * on page 1 and page 10,000, and rows that arrive meanwhile neither repeat nor hide others.
 *
 * A cursor belongs to one query. With another wallet, order or filter the key of its row would start a page that has
 * nothing to do with the one before, so it is refused there.
 *
 *     const blockCursor = new CursorFormat('blocks', ['integer']);
 *     const cursor = blockCursor.of({ order: 'asc' });
 *     cursor.encode([41n]);  cursor.decode(text); // [41n]
 */
export class CursorFormat<const Types extends readonly PartType[]> {
  /** @param list names the route, and keeps a cursor from being used on another one */
  constructor(
    private readonly list: string,
    private readonly types: Types,
  ) {}

  /** The cursors of one query. */
  of(query: CursorQuery): QueryCursor<Types> {
    const members = Object.entries(query).filter(([, value]) => value !== undefined);
    const text = JSON.stringify([this.list, ...members.sort(([left], [right]) => (left < right ? -1 : 1))]);
    return new QueryCursor(createHash('sha256').update(text).digest('hex').slice(0, 16), this.types);
  }
}

/** Writes and reads the cursors of one query. The mark tells queries apart; it is no signature. */
export class QueryCursor<const Types extends readonly PartType[]> {
  constructor(
    private readonly mark: string,
    private readonly types: Types,
  ) {}

  encode(parts: PartsOf<Types>): string {
    return Buffer.from([this.mark, ...parts].join('~')).toString('base64url');
  }

  /** @throws InvalidCursor unless `encode` of this query gives exactly this text */
  decode(text: string): PartsOf<Types> {
    if (text.length > MAX_CURSOR_LENGTH) throw new InvalidCursor();
    const [mark, ...texts] = Buffer.from(text, 'base64url').toString('latin1').split('~');
    if (mark !== this.mark || texts.length !== this.types.length) throw new InvalidCursor();
    const parts = texts.map((part, index) => readPart(part, this.types[index])) as PartsOf<Types>;
    if (this.encode(parts) !== text) throw new InvalidCursor();
    return parts;
  }
}

function readPart(text: string, type: PartType | undefined): bigint | string {
  if (type === 'text' && TEXT.test(text)) return text;
  if (type === 'integer' && INTEGER.test(text) && BigInt(text) <= MAX_KEY) return BigInt(text);
  throw new InvalidCursor();
}
