import { JsonNumber } from './json-value.js';
/** What a request body may have. Answers of a trusted peer are read with limits of their own. */
export const BODY_LIMITS = { maxDepth: 32, maxKeys: 64 };
/** The text is not JSON, or is JSON that we refuse. The message says why and where, and quotes nothing of the input. */
export class JsonSyntaxError extends Error {
    reason;
    position;
    constructor(reason, position) {
        super(`${reason} at position ${position}`);
        this.reason = reason;
        this.position = position;
        this.name = 'JsonSyntaxError';
    }
}
/** `ignoreBOM` keeps a byte order mark in the text, where it is refused like any other stray character. */
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
/**
 * Reads one JSON text (RFC 8259) and refuses what lenient readers let through: duplicate keys, `__proto__` and
 * `constructor` as keys, a byte order mark, invalid UTF-8, lone surrogates, anything after the value, and nesting or
 * width beyond `limits`, which are checked before descending, so no input can exhaust the stack.
 *
 * @throws JsonSyntaxError
 */
export function parseStrictJson(input, limits = BODY_LIMITS) {
    return new StrictJsonReader(decode(input), limits).read();
}
function decode(input) {
    if (typeof input === 'string') {
        if (LONE_SURROGATE.test(input))
            throw new JsonSyntaxError('lone surrogate', 0);
        return input;
    }
    try {
        return utf8.decode(input);
    }
    catch {
        throw new JsonSyntaxError('not UTF-8', 0);
    }
}
const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
/** Characters that need no work inside a string: no quote, no backslash, no control character. */
const PLAIN_CHARACTERS = /[^"\\\u0000-\u001f]*/y;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
/** With the `u` flag a proper pair is one character, so this finds only halves that stand alone. */
const LONE_SURROGATE = /\p{Surrogate}/u;
const FORBIDDEN_KEYS = new Set(['__proto__', 'constructor']);
class StrictJsonReader {
    text;
    limits;
    position = 0;
    constructor(text, limits) {
        this.text = text;
        this.limits = limits;
    }
    read() {
        this.skipSpace();
        const value = this.readValue(0);
        this.skipSpace();
        if (this.position < this.text.length)
            this.fail('unexpected text after the value');
        return value;
    }
    readValue(depth) {
        switch (this.text[this.position]) {
            case '{':
                return this.readObject(this.descend(depth));
            case '[':
                return this.readArray(this.descend(depth));
            case '"':
                return this.readString();
            case 't':
                return this.readWord('true', true);
            case 'f':
                return this.readWord('false', false);
            case 'n':
                return this.readWord('null', null);
            default:
                return this.readNumber();
        }
    }
    descend(depth) {
        if (depth >= this.limits.maxDepth)
            this.fail(`nested deeper than ${this.limits.maxDepth}`);
        return depth + 1;
    }
    readObject(depth) {
        const object = Object.create(null);
        this.position += 1;
        this.skipSpace();
        if (this.take('}'))
            return object;
        for (let keys = 1;; keys += 1) {
            if (keys > this.limits.maxKeys)
                this.fail(`more than ${this.limits.maxKeys} keys in an object`);
            if (this.text[this.position] !== '"')
                this.fail('expected a key');
            const key = this.readString();
            if (FORBIDDEN_KEYS.has(key))
                this.fail('forbidden key');
            if (key in object)
                this.fail('duplicate key');
            this.skipSpace();
            if (!this.take(':'))
                this.fail('expected a colon');
            this.skipSpace();
            object[key] = this.readValue(depth);
            this.skipSpace();
            if (this.take('}'))
                return object;
            if (!this.take(','))
                this.fail('expected a comma or a closing brace');
            this.skipSpace();
        }
    }
    readArray(depth) {
        const items = [];
        this.position += 1;
        this.skipSpace();
        if (this.take(']'))
            return items;
        for (;;) {
            items.push(this.readValue(depth));
            this.skipSpace();
            if (this.take(']'))
                return items;
            if (!this.take(','))
                this.fail('expected a comma or a closing bracket');
            this.skipSpace();
        }
    }
    readString() {
        const start = this.position;
        this.position += 1;
        const plain = this.match(PLAIN_CHARACTERS) ?? '';
        return this.take('"') ? plain : this.readEscapedString(start);
    }
    /** A text with escapes in it: found here, decoded by the native parser, which is strict within a text. */
    readEscapedString(start) {
        for (;;) {
            const code = this.text.charCodeAt(this.position);
            if (Number.isNaN(code))
                this.fail('unfinished text');
            this.position += code === BACKSLASH ? 2 : 1;
            if (code === QUOTE)
                break;
        }
        const text = this.decodeString(this.text.slice(start, this.position));
        if (LONE_SURROGATE.test(text))
            this.fail('lone surrogate');
        return text;
    }
    decodeString(literal) {
        try {
            return JSON.parse(literal);
        }
        catch {
            return this.fail('unknown escape or control character in a text');
        }
    }
    readNumber() {
        return new JsonNumber(this.match(NUMBER) ?? this.fail('expected a value'));
    }
    readWord(word, value) {
        if (!this.text.startsWith(word, this.position))
            this.fail('expected a value');
        this.position += word.length;
        return value;
    }
    match(pattern) {
        pattern.lastIndex = this.position;
        const found = pattern.exec(this.text)?.[0];
        this.position += found?.length ?? 0;
        return found;
    }
    take(character) {
        if (this.text[this.position] !== character)
            return false;
        this.position += 1;
        return true;
    }
    skipSpace() {
        for (;;) {
            const code = this.text.charCodeAt(this.position);
            if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09)
                return;
            this.position += 1;
        }
    }
    fail(reason) {
        throw new JsonSyntaxError(reason, this.position);
    }
}
//# sourceMappingURL=strict-json.js.map