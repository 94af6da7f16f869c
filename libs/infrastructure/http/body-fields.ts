import type { DomainError } from '@app/kernel';
import { type FieldIssue, ISSUES, MOST_ISSUES, naming, ValidationFailed } from './field-issue.js';
import { isJsonObject, JsonNumber, type JsonObject, type JsonValue } from './json-value.js';
import { UnreadableBody } from './unreadable-body.js';

const INTEGER = /^-?(?:0|[1-9][0-9]{0,19})$/;
const PLAIN_DECIMAL = /^-?(?:0|[1-9][0-9]*)(?:\.([0-9]+))?$/;
const EXPONENT = /^[-+]?[0-9.]{1,40}[eE][-+]?[0-9]{1,40}$/;
const MAX_DECIMAL_LENGTH = 40;
const MIN_INT64 = -(2n ** 63n);
const MAX_INT64 = 2n ** 63n - 1n;

/**
 * Reads named fields out of a request body. A field that is absent or `null` is `undefined`; one of the wrong type is
 * `undefined` too and leaves an issue. Fields that are not declared are never looked at, so nothing unknown can be bound.
 * When all fields are read, end with {@link orRefuse} (the ledger's single text) or {@link orList} (the registry's 422).
 *
 * A body of `null` has no fields and no issue. Anything else that is not an object is an issue of its own.
 */
export class BodyFields {
  private readonly members: JsonObject | undefined;

  /**
   * @param body what `@Body()` gives: a strict JSON value, `undefined` when empty, or an {@link UnreadableBody}
   * @throws UnsupportedMediaType when the body is not declared as JSON
   */
  constructor(
    body: unknown,
    private readonly location: readonly (string | number)[] = ['body'],
    readonly issues: FieldIssue[] = [],
  ) {
    if (body instanceof UnreadableBody) {
      body.refuseMediaType();
      this.report(this.location, ISSUES.json);
    } else if (body === undefined) this.report(this.location, ISSUES.missing);
    else if (isJsonObject(body)) this.members = body;
    else if (body !== null) this.report(this.location, ISSUES.object);
  }

  /** Text without U+0000, which no database column takes. */
  string(name: string): string | undefined {
    return this.read(name, ISSUES.string, (value) =>
      typeof value === 'string' && !value.includes('\0') ? value : undefined,
    );
  }

  boolean(name: string): boolean | undefined {
    return this.read(name, ISSUES.boolean, (value) => (typeof value === 'boolean' ? value : undefined));
  }

  /** A signed 64-bit integer, from an integer literal only: `1.0`, `1e2` and `"1"` are issues. */
  integer(name: string): bigint | undefined {
    const value = this.read(name, ISSUES.integer, (found) => (found instanceof JsonNumber ? found.text : undefined));
    if (value === undefined) return undefined;
    if (!/^-?[0-9]+$/.test(value)) return this.reportField(name, ISSUES.integerLiteral);
    const integer = INTEGER.test(value) ? BigInt(value) : undefined;
    if (integer !== undefined && integer >= MIN_INT64 && integer <= MAX_INT64) return integer;
    return this.reportField(name, ISSUES.integerSize);
  }

  /**
   * The text of a plain decimal (`-12.50`), given as a JSON number literal or as a string: no exponent, no leading
   * zeros or plus sign, at most `places` digits after the point.
   */
  decimal(name: string, places: number): string | undefined {
    const text = this.read(name, ISSUES.decimal, (found) => {
      const literal = found instanceof JsonNumber ? found.text : found;
      const isDecimal = typeof literal === 'string' && (PLAIN_DECIMAL.test(literal) || EXPONENT.test(literal));
      return isDecimal ? literal : undefined;
    });
    if (text === undefined) return undefined;
    if (EXPONENT.test(text)) return this.reportField(name, ISSUES.decimalExponent);
    if ((PLAIN_DECIMAL.exec(text)?.[1]?.length ?? 0) > places) return this.reportField(name, ISSUES.decimalPlaces);
    if (text.length > MAX_DECIMAL_LENGTH) return this.reportField(name, ISSUES.decimalDigits);
    return text;
  }

  strings(name: string): string[] | undefined {
    return this.list(name, ISSUES.string, (item) =>
      typeof item === 'string' && !item.includes('\0') ? item : undefined,
    );
  }

  object(name: string): BodyFields | undefined {
    const value = this.read(name, ISSUES.object, (found) => (isJsonObject(found) ? found : undefined));
    return value && new BodyFields(value, [...this.location, name], this.issues);
  }

  objects(name: string): BodyFields[] | undefined {
    return this.list(name, ISSUES.object, (item, index) =>
      isJsonObject(item) ? new BodyFields(item, [...this.location, name, index], this.issues) : undefined,
    );
  }

  /** Leaves an issue for each named field that is absent or `null`. */
  require(...names: string[]): this {
    if (this.members || this.issues.length === 0) {
      for (const name of names) if ((this.members?.[name] ?? null) === null) this.reportField(name, ISSUES.missing);
    }
    return this;
  }

  /** Adds an issue that only the caller can see, such as a value outside its closed list. */
  reportField(name: string, issue: Omit<FieldIssue, 'loc'>): undefined {
    return this.report([...this.location, name], issue);
  }

  /** Throws the refusal that `refusal` makes when anything was wrong. */
  orRefuse(refusal: () => DomainError): void {
    if (this.issues.length > 0) throw naming(refusal(), this.issues);
  }

  /** @throws ValidationFailed with every issue, when there is one */
  orList(): void {
    if (this.issues.length > 0) throw new ValidationFailed(this.issues);
  }

  private list<T>(
    name: string,
    itemIssue: Omit<FieldIssue, 'loc'>,
    readItem: (item: JsonValue, index: number) => T | undefined,
  ): T[] | undefined {
    const values = this.read(name, ISSUES.list, (found) => (Array.isArray(found) ? found : undefined));
    return values?.flatMap((value, index) => {
      const item = readItem(value, index);
      if (item !== undefined) return [item];
      this.report([...this.location, name, index], itemIssue);
      return [];
    });
  }

  private read<T>(
    name: string,
    issue: Omit<FieldIssue, 'loc'>,
    convert: (value: JsonValue) => T | undefined,
  ): T | undefined {
    const value = this.members?.[name] ?? null;
    if (value === null) return undefined;
    return convert(value) ?? this.reportField(name, issue);
  }

  private report(loc: readonly (string | number)[], issue: Omit<FieldIssue, 'loc'>): undefined {
    // One more than is answered shows that there are more.
    if (this.issues.length <= MOST_ISSUES) this.issues.push({ loc: [...loc], msg: issue.msg, type: issue.type });
  }
}
