import { applyDecorators, type Type } from '@nestjs/common';
import type { ApiPropertyOptions } from '@nestjs/swagger';
import { ValidateNested } from 'class-validator';
import { ISSUES } from '../field-issue.js';
import { isJsonObject, type JsonValue } from '../json-value.js';
import { bind, Field, type Kind, Must, NO_FAULT, type Refusal } from './field.js';

/** An object of the request class `type`. */
export function IsNested(type: () => Type<object>, schema?: ApiPropertyOptions): PropertyDecorator {
  const convert = (value: JsonValue) => bindItem(type(), value);
  const faults = (value: unknown) => (value instanceof type() ? NO_FAULT : [ISSUES.object]);
  return applyDecorators(
    ValidateNested(),
    Field({ name: 'object', convert, faults, schema: { type: () => type() } }, schema),
  );
}

/** A list of objects of the request class `type`. One of more than `maxItems` is refused with `tooLong`, and its items are not read. */
export function IsListOf(
  type: () => Type<object>,
  { maxItems, tooLong }: { maxItems: number; tooLong: Refusal },
  schema?: ApiPropertyOptions,
): PropertyDecorator {
  const isLong = (value: unknown) => Array.isArray(value) && value.length > maxItems;
  const kind: Kind = {
    name: 'list',
    convert: (value) => (Array.isArray(value) && !isLong(value) ? value.map((item) => bindItem(type(), item)) : value),
    faults: (value) => {
      if (!Array.isArray(value)) return [ISSUES.list];
      if (isLong(value)) return NO_FAULT;
      return value.flatMap((item, index) => (item instanceof type() ? [] : [{ ...ISSUES.object, at: [index] }]));
    },
    schema: { type: () => [type()], maxItems },
  };
  return applyDecorators(
    ValidateNested(),
    Field(kind, schema),
    Must((items: unknown[]) => items.length <= maxItems, tooLong),
  );
}

function bindItem(type: Type<object>, value: JsonValue): unknown {
  return isJsonObject(value) ? bind(type, value) : value;
}
