/** What strict JSON reads to. Objects have no prototype, numbers keep their literal. */
export type JsonValue = null | boolean | string | JsonNumber | JsonValue[] | JsonObject;

export interface JsonObject {
  readonly [key: string]: JsonValue;
}

const NUMBER_LITERAL = /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?$/;

/**
 * A JSON number by its text, because a double is exact only up to 2^53. Read from a body it holds the caller's literal;
 * put into an answer it is written as it stands, so `JsonNumber.of('10.50000000')` reaches the wire with every digit.
 */
export class JsonNumber {
  /** Prefer {@link JsonNumber.of} outside a parser: this constructor trusts its text. */
  constructor(readonly text: string) {}

  /** @throws RangeError when `text` is no number literal of RFC 8259. */
  static of(text: string): JsonNumber {
    if (!NUMBER_LITERAL.test(text)) throw new RangeError('not a JSON number literal');
    return new JsonNumber(text);
  }

  toString(): string {
    return this.text;
  }
}

/** JSON that is written already: it stands in an answer as it is. */
export class JsonText {
  constructor(readonly text: string) {}
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof JsonNumber);
}
