import 'reflect-metadata';
import type { DomainError } from '@app/kernel';
import { applyDecorators, type Type } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { ValidateBy, type ValidationArguments } from 'class-validator';
import { ISSUES } from '../field-issue.js';
import type { JsonValue } from '../json-value.js';

/** What is wrong with a value: in words, and as a stable type. */
export interface Fault {
  readonly msg: string;
  readonly type: string;
  /** Where inside the value, when it is not all of it: the index of an item. */
  readonly at?: readonly (string | number)[];
}

/** What a property of a request can hold. One decorator of each kind converts, validates and documents its property. */
export interface Kind {
  readonly name: string;
  /** Makes of what was sent what the property holds. What cannot be converted is returned as it is, for `faults` to judge. */
  convert?(value: JsonValue): unknown;
  /** Everything that is wrong with a converted value. */
  faults(value: unknown): readonly Fault[];
  readonly schema: ApiPropertyOptions;
}

/** Makes the refusal that a fault ends in, where the list of all faults is not the answer. */
export type Refusal = () => DomainError;

/** What class-validator carries from a decorator to the error that it led to. */
export interface FaultContext {
  faults(value: unknown): readonly Fault[];
  refusal: Refusal | undefined;
}

export const NO_FAULT: readonly Fault[] = [];
const MISSING: readonly Fault[] = [ISSUES.missing];
const FIELDS = Symbol('fields of a request');

/**
 * Declares a property of `kind`: only what is declared is bound. It is required unless `@IsOptional()` stands beside it or it
 * has an initial value.
 *
 * @param schema adds to the kind's half of the API document
 * @param refusal takes the place of the refusal of the whole class
 */
export function Field(kind: Kind, schema: ApiPropertyOptions = {}, refusal?: Refusal): PropertyDecorator {
  const faults = (value: unknown) => (value === undefined ? MISSING : kind.faults(value));
  return applyDecorators(
    judge(kind.name, (value) => faults(value).length === 0, { faults, refusal }),
    declare(kind),
    ApiProperty({ ...kind.schema, ...schema } as ApiPropertyOptions),
  );
}

/** Adds a rule for values that are of their kind; it is checked after the kind, whatever the order of the decorators. */
export function Must<Value>(check: (value: Value) => boolean, wrong: Fault | Refusal): PropertyDecorator {
  const refusal = typeof wrong === 'function' ? wrong : undefined;
  const fault = typeof wrong === 'function' ? faultOf(wrong()) : wrong;
  const holds = (value: unknown, { object, property }: ValidationArguments) => {
    const kind = fieldsOf(object.constructor as Type<object>).get(property);
    return value === undefined || (kind?.faults(value) ?? NO_FAULT).length > 0 || check(value as Value);
  };
  return judge(fault.type, holds, { faults: () => [fault], refusal });
}

function judge(
  name: string,
  validate: (value: unknown, args: ValidationArguments) => boolean,
  context: FaultContext,
): PropertyDecorator {
  const defaultMessage = ({ value }: ValidationArguments) => context.faults(value)[0]!.msg;
  const isValid = (value: unknown, args?: ValidationArguments) => validate(value, args!);
  return ValidateBy({ name, validator: { validate: isValid, defaultMessage } }, { context });
}

function faultOf({ message: msg, code: type }: DomainError): Fault {
  return { msg, type };
}

function declare(kind: Kind): PropertyDecorator {
  return (prototype, name) => {
    const inherited: ReadonlyMap<string, Kind> | undefined = Reflect.getMetadata(FIELDS, prototype);
    Reflect.defineMetadata(FIELDS, new Map(inherited).set(String(name), kind), prototype);
  };
}

const NO_FIELDS: ReadonlyMap<string, Kind> = new Map();

/** The declared properties of a request class; none for any other class. */
export function fieldsOf(type: Type<object>): ReadonlyMap<string, Kind> {
  return Reflect.getMetadata(FIELDS, type.prototype) ?? NO_FIELDS;
}

/** A new `type` with what `members` have for its declared properties, converted. `null` is the same as nothing. */
export function bind<Request extends object>(type: Type<Request>, members: object): Request {
  const request = new type();
  const properties = request as Record<string, unknown>;
  for (const [name, { convert }] of fieldsOf(type)) {
    const value = Object.hasOwn(members, name) ? (members as Record<string, JsonValue>)[name]! : null;
    if (value !== null) properties[name] = convert ? convert(value) : value;
  }
  return request;
}
