import { DomainError } from "../../kernel/index.js";
/** The text is no cursor that this list has given out. */
export class InvalidCursor extends DomainError {
    kind = 'invalid';
    code = 'invalid_cursor';
    constructor() {
        super('invalid cursor');
    }
}
const INTEGER = /^(?:0|[1-9][0-9]{0,18})$/;
/** Keys of our own lists: hex, UUIDs, node ids. */
const TEXT = /^[A-Za-z0-9._:-]{1,128}$/;
const MAX_INT64 = 2n ** 63n - 1n;
const MAX_CURSOR_LENGTH = 400;
/**
 * Where a page of one list ends: the sort key of its last row, opaque to the caller. Following a cursor costs the same
 * on page 1 and page 10,000, and rows that arrive meanwhile neither repeat nor hide others.
 *
 *     const blockCursor = new CursorFormat('blocks', ['integer']);
 *     blockCursor.encode([41n]);  blockCursor.decode(text); // [41n]
 */
export class CursorFormat {
    list;
    types;
    /** @param list keeps a cursor from being used on another list */
    constructor(list, types) {
        this.list = list;
        this.types = types;
    }
    encode(parts) {
        return Buffer.from([this.list, ...parts].join('~')).toString('base64url');
    }
    /** @throws InvalidCursor unless `encode` of this format gives exactly this text */
    decode(text) {
        if (text.length > MAX_CURSOR_LENGTH)
            throw new InvalidCursor();
        const [list, ...texts] = Buffer.from(text, 'base64url').toString('latin1').split('~');
        if (list !== this.list || texts.length !== this.types.length)
            throw new InvalidCursor();
        const parts = texts.map((part, index) => readPart(part, this.types[index]));
        if (this.encode(parts) !== text)
            throw new InvalidCursor();
        return parts;
    }
}
function readPart(text, type) {
    if (type === 'text' && TEXT.test(text))
        return text;
    if (type === 'integer' && INTEGER.test(text) && BigInt(text) <= MAX_INT64)
        return BigInt(text);
    throw new InvalidCursor();
}
//# sourceMappingURL=cursor.js.map