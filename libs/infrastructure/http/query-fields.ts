import type { DomainError } from '@app/kernel';
import { type FieldIssue, ISSUES, naming, ValidationFailed } from './field-issue.js';

const INTEGER = /^-?(?:0|[1-9][0-9]{0,17})$/;

/**
 * Reads query parameters. One that is absent is `undefined`; one that is repeated, empty where a value is needed, or not
 * of the asked form is `undefined` and leaves an issue. The end is as in `BodyFields`.
 */
export class QueryFields {
  readonly issues: FieldIssue[] = [];
  private readonly parameters: Record<string, unknown>;

  /** @param query what `@Query()` gives: text by name, or an array of texts for a repeated name */
  constructor(query: unknown) {
    this.parameters = typeof query === 'object' && query !== null ? (query as Record<string, unknown>) : {};
  }

  string(name: string): string | undefined {
    const value = this.parameters[name];
    if (value === undefined) return undefined;
    if (typeof value === 'string' && !value.includes('\0')) return value;
    return this.reportField(name, ISSUES.string);
  }

  /** Canonical decimal digits, no plus sign, exponent or leading zeros, from `range.min` to `range.max` inclusive. */
  integer(name: string, range: { min: number; max: number }): number | undefined {
    const text = this.string(name);
    if (text === undefined) return undefined;
    if (!INTEGER.test(text)) return this.reportField(name, ISSUES.integer);
    const value = Number(text);
    if (value >= range.min && value <= range.max) return value;
    return this.reportField(name, {
      msg: `Input should be from ${range.min} to ${range.max}`,
      type: value < range.min ? 'greater_than_equal' : 'less_than_equal',
    });
  }

  oneOf<const Choice extends string>(name: string, choices: readonly Choice[]): Choice | undefined {
    const text = this.string(name);
    if (text === undefined) return undefined;
    const choice = choices.find((candidate) => candidate === text);
    return choice ?? this.reportField(name, { msg: `Input should be one of: ${choices.join(', ')}`, type: 'enum' });
  }

  /** Adds an issue that only the caller can see. */
  reportField(name: string, issue: Omit<FieldIssue, 'loc'>): undefined {
    this.issues.push({ loc: ['query', name], msg: issue.msg, type: issue.type });
  }

  orRefuse(refusal: () => DomainError): void {
    if (this.issues.length > 0) throw naming(refusal(), this.issues);
  }

  /** @throws ValidationFailed with every issue, when there is one */
  orList(): void {
    if (this.issues.length > 0) throw new ValidationFailed(this.issues);
  }
}
