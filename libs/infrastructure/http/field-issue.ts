import type { DomainError } from '@app/kernel';
import { HttpRefusal } from './http-refusal.js';

/** One thing wrong with a request, in the form that the registry answers: where, in words, and as a stable type. */
export interface FieldIssue {
  loc: (string | number)[];
  msg: string;
  type: string;
}

/** Issues that one answer lists. */
export const MOST_ISSUES = 20;

const FURTHER_ISSUES: FieldIssue = {
  loc: ['body'],
  msg: 'Input has further errors, which are not listed',
  type: 'too_many_errors',
};

/** Fields of a request that cannot be read as what they should be. The registry answers 422 with the whole list. */
export class ValidationFailed extends HttpRefusal {
  readonly issues: readonly FieldIssue[];

  /** @param issues of which the first {@link MOST_ISSUES} are answered: a short request must not have a long answer */
  constructor(issues: readonly FieldIssue[]) {
    super({ status: 422, code: 'validation_failed', message: 'validation failed' });
    this.issues = issues.length <= MOST_ISSUES ? issues : [...issues.slice(0, MOST_ISSUES), FURTHER_ISSUES];
  }
}

const issuesOfRefusal = new WeakMap<DomainError, readonly FieldIssue[]>();

/** Remembers what made a refusal whose own text names no field, for callers who ask for RFC 9457. */
export function naming<Refusal extends DomainError>(refusal: Refusal, issues: readonly FieldIssue[]): Refusal {
  issuesOfRefusal.set(refusal, issues);
  return refusal;
}

export function issuesOf(error: DomainError): readonly FieldIssue[] | undefined {
  return error instanceof ValidationFailed ? error.issues : issuesOfRefusal.get(error);
}

/** Words and types follow Pydantic, whose answers the registry's clients already understand. */
export const ISSUES = {
  json: { msg: 'JSON decode error', type: 'json_invalid' },
  missing: { msg: 'Field required', type: 'missing' },
  object: { msg: 'Input should be a valid object', type: 'object_type' },
  list: { msg: 'Input should be a valid list', type: 'list_type' },
  string: { msg: 'Input should be a valid string', type: 'string_type' },
  boolean: { msg: 'Input should be a valid boolean', type: 'bool_type' },
  integer: { msg: 'Input should be a valid integer', type: 'int_type' },
  integerLiteral: { msg: 'Input should be a valid integer, without a decimal point or an exponent', type: 'int_type' },
  integerSize: { msg: 'Input should fit a signed 64-bit integer', type: 'int_size' },
  decimal: { msg: 'Input should be a plain decimal number', type: 'decimal_type' },
  decimalExponent: { msg: 'Input should be a plain decimal number, without an exponent', type: 'decimal_type' },
  decimalPlaces: { msg: 'Input has too many decimal places', type: 'decimal_max_places' },
  decimalDigits: { msg: 'Input has too many digits', type: 'decimal_max_digits' },
} as const;
