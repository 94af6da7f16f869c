import type { Type } from '@nestjs/common';
import { getMetadataStorage, type ValidationArguments, ValidationTypes } from 'class-validator';

type Metadata = ReturnType<ReturnType<typeof getMetadataStorage>['getTargetValidationMetadatas']>[number];

interface Rule {
  readonly constraints: unknown[];
  validate(value: unknown, args?: ValidationArguments): Promise<boolean> | boolean;
}

/** What class-validator asks of one property. */
interface PropertyRules {
  readonly property: string;
  readonly conditions: readonly ((object: object, value: unknown) => boolean)[];
  readonly rules: readonly Rule[];
  readonly isNested: boolean;
}

const plans = new WeakMap<Type<object>, readonly PropertyRules[] | undefined>();

/**
 * Whether class-validator has nothing to say about `request`. Most requests are right, and at each validation class-validator
 * goes through the rules of all classes for those of one, sorts them and prepares a report for each property. This asks the same
 * rules in an order that is found once for a class.
 *
 * @returns `false` also for what only class-validator can tell: rules that are asynchronous, conditional or for each item
 */
export function keepsRules(request: object): boolean {
  const plan = planOf(request.constructor as Type<object>);
  return plan?.every((property) => keeps(request, property)) ?? false;
}

function keeps(object: object, { property, conditions, rules, isNested }: PropertyRules): boolean {
  const value = (object as Record<string, unknown>)[property];
  if (!conditions.every((isAsked) => isAsked(object, value))) return true;
  const targetName = object.constructor.name;
  for (const { constraints, validate } of rules) {
    if (validate(value, { targetName, property, object, value, constraints }) !== true) return false;
  }
  return !isNested || value === undefined || areObjects(value);
}

function areObjects(value: unknown): boolean {
  if (Array.isArray(value)) return value.every(areObjects);
  return value instanceof Object && keepsRules(value);
}

function planOf(type: Type<object>): readonly PropertyRules[] | undefined {
  if (!plans.has(type)) plans.set(type, makePlan(type));
  return plans.get(type);
}

function makePlan(type: Type<object>): readonly PropertyRules[] | undefined {
  const storage = getMetadataStorage();
  const all = storage.getTargetValidationMetadatas(type, undefined as unknown as string, false, false);
  if (!all.every(isPlain)) return undefined;
  return Object.entries(storage.groupByPropertyName(all)).map(([property, metadatas]) => ({
    property,
    conditions: ofType(metadatas, ValidationTypes.CONDITIONAL_VALIDATION).map(({ constraints: [isAsked] }) => isAsked),
    rules: ofType(metadatas, ValidationTypes.CUSTOM_VALIDATION).flatMap(rulesOf),
    isNested: ofType(metadatas, ValidationTypes.NESTED_VALIDATION).length > 0,
  }));
}

const PLAIN_TYPES: readonly string[] = [
  ValidationTypes.CONDITIONAL_VALIDATION,
  ValidationTypes.CUSTOM_VALIDATION,
  ValidationTypes.NESTED_VALIDATION,
];

function isPlain({ type, each, validateIf, constraintCls }: Metadata): boolean {
  const isAsync = getMetadataStorage()
    .getTargetValidatorConstraints(constraintCls)
    .some(({ async }) => async);
  return PLAIN_TYPES.includes(type) && !each && validateIf === undefined && !isAsync;
}

function ofType(metadatas: readonly Metadata[], type: string): Metadata[] {
  return metadatas.filter((metadata) => metadata.type === type);
}

function rulesOf({ constraintCls, constraints }: Metadata): Rule[] {
  return getMetadataStorage()
    .getTargetValidatorConstraints(constraintCls)
    .map(({ instance }) => ({ constraints, validate: instance.validate.bind(instance) }));
}
