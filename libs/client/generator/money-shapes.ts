import { type ApiDocument, nameOf, type Schema } from './api-document.js';

/** Where money stands in an object: in a member, alone or in lists and maps, or in what that member refers to. */
type Shape = Record<string, string>;

/** The shapes of the schemas that hold money, in themselves or further in; of all others a reader need know nothing. */
export function moneyShapes({ components }: ApiDocument): Record<string, Shape> {
  const schemas = withChoices(components.schemas);
  const holders = holdersOfMoney(schemas);
  const shapes: Record<string, Shape> = {};
  for (const name of holders) {
    const members = membersOf(schemas[name]!).map(([member, schema]) => [member, targetOf(schema)] as const);
    const entries = members.filter(([, target]) => target === 'units' || target === 'FLOP' || holders.has(target));
    shapes[name] = Object.fromEntries(entries);
  }
  return shapes;
}

/** A member that is one of several schemas is read as one that has the members of all of them: they agree on what is money. */
function withChoices(schemas: ApiDocument['components']['schemas']): ApiDocument['components']['schemas'] {
  const choices = Object.values(schemas)
    .flatMap((schema) => membersOf(schema))
    .filter(([, schema]) => isChoice(schema))
    .map(([, { anyOf = [] }]) => {
      const properties = Object.assign({}, ...anyOf.map((one) => schemas[nameOf(one) ?? '']?.properties));
      return [choiceOf(anyOf), { type: 'object', properties }];
    });
  return { ...schemas, ...Object.fromEntries(choices) };
}

function isChoice({ anyOf }: Schema): boolean {
  return anyOf?.every((one) => nameOf(one) !== undefined) ?? false;
}

function choiceOf(schemas: readonly Schema[]): string {
  return schemas.map((schema) => nameOf(schema) ?? '').join(' | ');
}

function holdersOfMoney(schemas: ApiDocument['components']['schemas']): Set<string> {
  const holders = new Set<string>();
  for (let size = -1; size !== holders.size; ) {
    size = holders.size;
    for (const [name, schema] of Object.entries(schemas)) {
      const targets = membersOf(schema).map(([, member]) => targetOf(member));
      if (targets.some((target) => target === 'units' || target === 'FLOP' || holders.has(target))) holders.add(name);
    }
  }
  return holders;
}

function membersOf({ properties = {} }: Schema): [string, Schema][] {
  return Object.entries(properties);
}

/** What a member is or holds: money, or the name of a schema. */
function targetOf(schema: Schema): string {
  if (isChoice(schema)) return choiceOf(schema.anyOf!);
  const inner = schema.items ?? schema.additionalProperties ?? schema.anyOf?.[0];
  return schema['x-money'] ?? nameOf(schema) ?? (inner ? targetOf(inner) : '');
}
