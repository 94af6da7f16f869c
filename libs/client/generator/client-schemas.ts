import type { ApiDocument, Schema } from './api-document.js';
import type { ClientOperation } from './client-operation.js';

/** The schemas of a document as a caller of the client sees them: money exact, and one object of fields for each operation. */
export function clientSchemas(document: ApiDocument, operations: readonly ClientOperation[]): Record<string, Schema> {
  const schemas: Record<string, Schema> = {};
  for (const [name, schema] of Object.entries(document.components.schemas)) {
    // Errors arrive as MizanError; of their schemas the codes and the wrong fields are of use.
    if (!/(?<!^Field)Problem$|^Detail$|^FieldErrors?$/.test(name)) schemas[name] = withExactMoney(schema);
  }
  for (const { name, fields, answer, facts } of operations) {
    const title = name[0]!.toUpperCase() + name.slice(1);
    if (fields) schemas[`${title}Fields`] = withExactMoney(fields);
    if (facts.length > 0) schemas[`${title}Result`] = { allOf: [answer, factsSchema(facts)] };
  }
  return schemas;
}

function factsSchema(facts: ClientOperation['facts']): Schema {
  const required = facts.filter(({ isAlways }) => isAlways).map(({ name }) => name);
  return { type: 'object', properties: Object.fromEntries(facts.map(({ name, schema }) => [name, schema])), required };
}

/** Units are `int64`, which becomes a bigint, and FLOP a text; all other numbers are plain ones. */
function withExactMoney(schema: Schema): Schema {
  const { 'x-money': money, format, ...others } = schema;
  if (money === 'units') return { ...described(schema), type: nullable(schema, 'integer'), format: 'int64' };
  if (money === 'FLOP') return { ...described(schema), type: nullable(schema, 'string') };
  const plain: Record<string, unknown> = { ...others, ...(format !== 'int64' && { format }) };
  for (const key of ['allOf', 'anyOf', 'oneOf'] as const) {
    if (schema[key]) plain[key] = schema[key].map(withExactMoney);
  }
  for (const key of ['items', 'additionalProperties'] as const) {
    if (typeof schema[key] === 'object') plain[key] = withExactMoney(schema[key]);
  }
  if (schema.properties) {
    const members = Object.entries(schema.properties).map(([name, member]) => [name, withExactMoney(member)]);
    plain.properties = Object.fromEntries(members);
  }
  return plain as Schema;
}

function described({ description }: Schema): Schema {
  return description === undefined ? {} : { description };
}

function nullable({ type }: Schema, exact: string): string | string[] {
  return Array.isArray(type) && type.includes('null') ? [exact, 'null'] : exact;
}
