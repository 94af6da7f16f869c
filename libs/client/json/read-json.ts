/** Where money stands in the objects of a schema, by schema and member: `units`, `FLOP`, or the name of a further schema. */
export type Shapes = Readonly<Record<string, Readonly<Record<string, string>>>>;

const TOKEN =
  /[ \t\n\r]*(?:([[\]{}:,]|true|false|null)|("[^"\\\u0000-\u001f]*(?:\\.[^"\\\u0000-\u001f]*)*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?))/y;
const CONSTANTS = new Map<string, unknown>([
  ['true', true],
  ['false', false],
  ['null', null],
]);

/**
 * Reads JSON in which money passes through no double: units become bigints, FLOP stays the decimal that was written. All
 * other numbers become plain ones.
 *
 * @param target what the text is: the name of a schema in `shapes`, if it holds money
 * @throws SyntaxError
 */
export function readJson(text: string, target: string | undefined, shapes: Shapes): unknown {
  const reader = new JsonReader(text, shapes);
  const value = reader.read(target);
  reader.end();
  return value;
}

class JsonReader {
  private position = 0;
  private punctuation: string | undefined;
  private string: string | undefined;
  private number: string | undefined;

  constructor(
    private readonly text: string,
    private readonly shapes: Shapes,
  ) {
    this.advance();
  }

  read(target: string | undefined): unknown {
    const { punctuation, string, number } = this;
    this.advance();
    if (string !== undefined) return asMoney(JSON.parse(string), target);
    if (number !== undefined) return target === 'units' || target === 'FLOP' ? asMoney(number, target) : Number(number);
    if (punctuation === '{') return this.members(target);
    if (punctuation === '[') return this.items(target);
    if (punctuation !== undefined && CONSTANTS.has(punctuation)) return CONSTANTS.get(punctuation);
    throw this.fault();
  }

  end(): void {
    if (this.punctuation !== '') throw this.fault();
  }

  /** A list or a map of what is money holds money, so the target goes on inwards. */
  private members(target: string | undefined): object {
    const members: [string, unknown][] = [];
    const shape = target === undefined ? undefined : this.shapes[target];
    while (!this.skip('}')) {
      if (members.length > 0) this.demand(',');
      const name = this.string === undefined ? undefined : String(JSON.parse(this.string));
      if (name === undefined) throw this.fault();
      this.advance();
      this.demand(':');
      const inner = shape ? (Object.hasOwn(shape, name) ? shape[name] : undefined) : target;
      members.push([name, this.read(inner)]);
    }
    return Object.fromEntries(members);
  }

  private items(target: string | undefined): unknown[] {
    const items: unknown[] = [];
    while (!this.skip(']')) {
      if (items.length > 0) this.demand(',');
      items.push(this.read(target));
    }
    return items;
  }

  private skip(expected: string): boolean {
    if (this.punctuation !== expected) return false;
    this.advance();
    return true;
  }

  private demand(expected: string): void {
    if (!this.skip(expected)) throw this.fault();
  }

  /** At the end of the text the punctuation is empty. */
  private advance(): void {
    TOKEN.lastIndex = this.position;
    const token = TOKEN.exec(this.text);
    if (!token && this.text.slice(this.position).trim() !== '') throw this.fault();
    this.position = token ? TOKEN.lastIndex : this.text.length;
    [, this.punctuation, this.string, this.number] = token ?? ['', ''];
  }

  private fault(): SyntaxError {
    return new SyntaxError(`not JSON at position ${this.position}`);
  }
}

const WHOLE = /^-?\d+$/;
const DECIMAL = /^-?\d+(?:\.\d+)?$/;

/** Money is a plain decimal, as a number literal or as a text; any other text stays what it is. */
function asMoney(text: string, target: string | undefined): unknown {
  if (target !== 'units' && target !== 'FLOP') return text;
  if (!(target === 'units' ? WHOLE : DECIMAL).test(text)) throw new SyntaxError(`not an amount: ${text}`);
  return target === 'units' ? BigInt(text) : text;
}
