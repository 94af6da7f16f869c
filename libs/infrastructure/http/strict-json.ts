import { JsonNumber, type JsonObject, type JsonValue } from './json-value.js';

export interface JsonLimits {
  /** Objects and arrays inside one another; the outermost counts as 1. */
  maxDepth: number;
  /** Keys of a single object. */
  maxKeys: number;
}

/** What a request body may have. Answers of a trusted peer are read with limits of their own. */
export const BODY_LIMITS: JsonLimits = { maxDepth: 32, maxKeys: 64 };

/** The text is not JSON, or is JSON that we refuse. The message says why and where, and quotes nothing of the input. */
export class JsonSyntaxError extends Error {
  constructor(
    readonly reason: string,
    readonly position: number,
  ) {
    super(`${reason} at position ${position}`);
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
export function parseStrictJson(input: Uint8Array | string, limits: JsonLimits = BODY_LIMITS): JsonValue {
  return new StrictJsonReader(decode(input), limits).read();
}

function decode(input: Uint8Array | string): string {
  if (typeof input === 'string') {
    if (LONE_SURROGATE.test(input)) throw new JsonSyntaxError('lone surrogate', 0);
    return input;
  }
  try {
    return utf8.decode(input);
  } catch {
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
  private position = 0;

  constructor(
    private readonly text: string,
    private readonly limits: JsonLimits,
  ) {}

  read(): JsonValue {
    this.skipSpace();
    const value = this.readValue(0);
    this.skipSpace();
    if (this.position < this.text.length) this.fail('unexpected text after the value');
    return value;
  }

  private readValue(depth: number): JsonValue {
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

  private descend(depth: number): number {
    if (depth >= this.limits.maxDepth) this.fail(`nested deeper than ${this.limits.maxDepth}`);
    return depth + 1;
  }

  private readObject(depth: number): JsonObject {
    const object: Record<string, JsonValue> = Object.create(null);
    this.position += 1;
    this.skipSpace();
    if (this.take('}')) return object;
    for (let keys = 1; ; keys += 1) {
      if (keys > this.limits.maxKeys) this.fail(`more than ${this.limits.maxKeys} keys in an object`);
      if (this.text[this.position] !== '"') this.fail('expected a key');
      const key = this.readString();
      if (FORBIDDEN_KEYS.has(key)) this.fail('forbidden key');
      if (key in object) this.fail('duplicate key');
      this.skipSpace();
      if (!this.take(':')) this.fail('expected a colon');
      this.skipSpace();
      object[key] = this.readValue(depth);
      this.skipSpace();
      if (this.take('}')) return object;
      if (!this.take(',')) this.fail('expected a comma or a closing brace');
      this.skipSpace();
    }
  }

  private readArray(depth: number): JsonValue[] {
    const items: JsonValue[] = [];
    this.position += 1;
    this.skipSpace();
    if (this.take(']')) return items;
    for (;;) {
      items.push(this.readValue(depth));
      this.skipSpace();
      if (this.take(']')) return items;
      if (!this.take(',')) this.fail('expected a comma or a closing bracket');
      this.skipSpace();
    }
  }

  private readString(): string {
    const start = this.position;
    this.position += 1;
    const plain = this.match(PLAIN_CHARACTERS) ?? '';
    return this.take('"') ? plain : this.readEscapedString(start);
  }

  /** A text with escapes in it: found here, decoded by the native parser, which is strict within a text. */
  private readEscapedString(start: number): string {
    for (;;) {
      const code = this.text.charCodeAt(this.position);
      if (Number.isNaN(code)) this.fail('unfinished text');
      this.position += code === BACKSLASH ? 2 : 1;
      if (code === QUOTE) break;
    }
    const text = this.decodeString(this.text.slice(start, this.position));
    if (LONE_SURROGATE.test(text)) this.fail('lone surrogate');
    return text;
  }

  private decodeString(literal: string): string {
    try {
      return JSON.parse(literal);
    } catch {
      return this.fail('unknown escape or control character in a text');
    }
  }

  private readNumber(): JsonNumber {
    return new JsonNumber(this.match(NUMBER) ?? this.fail('expected a value'));
  }

  private readWord<T extends JsonValue>(word: string, value: T): T {
    if (!this.text.startsWith(word, this.position)) this.fail('expected a value');
    this.position += word.length;
    return value;
  }

  private match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.position;
    const found = pattern.exec(this.text)?.[0];
    this.position += found?.length ?? 0;
    return found;
  }

  private take(character: string): boolean {
    if (this.text[this.position] !== character) return false;
    this.position += 1;
    return true;
  }

  private skipSpace(): void {
    for (;;) {
      const code = this.text.charCodeAt(this.position);
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return;
      this.position += 1;
    }
  }

  private fail(reason: string): never {
    throw new JsonSyntaxError(reason, this.position);
  }
}
