import { ArgumentMetadata, Injectable, type PipeTransform, type Type } from '@nestjs/common';
import { type ValidationError, validateSync } from 'class-validator';
import { type FieldIssue, ISSUES, MOST_ISSUES, naming, ValidationFailed } from '../field-issue.js';
import { isJsonObject } from '../json-value.js';
import { UnreadableBody } from '../unreadable-body.js';
import { bind, type FaultContext, fieldsOf, type Refusal } from './field.js';
import { keepsRules } from './keeps-rules.js';

/** Where a request has what is read. */
export type Place = 'body' | 'query' | 'path';

const OPTIONS = { forbidUnknownValues: false, stopAtFirstError: true, validationError: { target: false } };
const REFUSAL = Symbol('refusal of a request class');
const EMPTY_BODY = Symbol('a request class whose body may be left out');

/** What a request of this class is refused with, in place of the list of its faults. */
export function RefusedAs(refusal: Refusal): ClassDecorator {
  return (type) => Reflect.defineMetadata(REFUSAL, refusal, type);
}

/** The body of this class may be left out, and is then one without fields. */
export function BodyMayBeEmpty(): ClassDecorator {
  return (type) => Reflect.defineMetadata(EMPTY_BODY, true, type);
}

/**
 * Gives handlers their bodies, queries and paths as request classes. Nest starts the pipes of the last parameter of a handler
 * first, and the first refusal is the answer: what is to be checked first is declared last.
 */
@Injectable()
export class RequestPipe implements PipeTransform {
  transform(value: unknown, { metatype, type }: ArgumentMetadata): unknown {
    if (metatype === undefined || fieldsOf(metatype).size === 0) return value;
    return readRequest(metatype, value, type === 'param' ? 'path' : (type as Place));
  }
}

/**
 * Reads a request class: its declared properties and nothing else, converted and validated.
 *
 * @param value a strict JSON value, `undefined` when empty, an {@link UnreadableBody}, or texts by name
 * @throws UnsupportedMediaType when the body is not declared as JSON, then what the class is refused with because a value
 *   is not of its kind, then the refusal of the first property with one of its own
 */
export function readRequest<Request extends object>(type: Type<Request>, value: unknown, place: Place): Request {
  const members = membersOf(type, value, place);
  const request = bind(type, members);
  if (keepsRules(request)) return request;
  const errors = validateSync(request, OPTIONS);
  if (errors.length > 0) refuse(type, [...findingsIn(errors, [place])]);
  return request;
}

/** A body of `null` has no fields and no fault of its own. */
function membersOf(type: Type<object>, value: unknown, place: Place): object {
  if (value instanceof UnreadableBody) value.refuseMediaType();
  else if (place !== 'body' || isJsonObject(value)) return value as object;
  else if (value === null || (value === undefined && Reflect.hasMetadata(EMPTY_BODY, type))) return {};
  const isEmpty = value === undefined;
  const fault = isEmpty ? ISSUES.missing : value instanceof UnreadableBody ? ISSUES.json : ISSUES.object;
  throw refusalOf(type, [{ loc: [place], ...fault }]);
}

interface Finding {
  issues: FieldIssue[];
  refusal: Refusal | undefined;
}

function refuse(type: Type<object>, findings: readonly Finding[]): never {
  const first = findings[0]!;
  const common = findings.filter(({ refusal }) => refusal === undefined).flatMap(({ issues }) => issues);
  if (common.length === 0) throw naming(first.refusal!(), first.issues);
  // One more than is answered shows that there are more.
  throw refusalOf(type, common.slice(0, MOST_ISSUES + 1));
}

function refusalOf(type: Type<object>, issues: FieldIssue[]) {
  const refusal: Refusal | undefined = Reflect.getMetadata(REFUSAL, type);
  return refusal ? naming(refusal(), issues) : new ValidationFailed(issues);
}

/** In the order of the properties. A decorator of class-validator's own is told in its words. */
function* findingsIn(errors: readonly ValidationError[], above: readonly (string | number)[]): Generator<Finding> {
  for (const { property, value, constraints = {}, contexts = {}, children = [] } of errors) {
    const place = [...above, /^[0-9]+$/.test(property) ? Number(property) : property];
    for (const [name, msg] of Object.entries(constraints)) {
      const context: FaultContext | undefined = contexts[name];
      const faults = context?.faults(value) ?? [{ msg, type: 'value_error' }];
      const issues = faults.map(({ at = [], ...fault }) => ({ loc: [...place, ...at], ...fault }));
      yield { issues, refusal: context?.refusal };
    }
    yield* findingsIn(children, place);
  }
}
