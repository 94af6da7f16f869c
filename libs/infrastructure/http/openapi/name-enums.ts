import type { OpenAPIObject } from '@nestjs/swagger';
import { operationsOf } from './operations.js';
import { inPascalCase } from './pascal-case.js';
import type { Schema } from './visit-schemas.js';

/**
 * Gives each choice of values a schema of its own, which generators make a type of: `@ApiProperty({ enumName })` names it, or
 * the schema and the property where it stands first. The same values have one name.
 */
export function nameEnums(document: OpenAPIObject): void {
  const schemas = document.components!.schemas as Record<string, Schema>;
  const names = new Map(
    Object.entries(schemas).flatMap(([name, { enum: values }]) => (values ? [[keyOf(values), name]] : [])),
  );
  const name = (schema: Schema, wanted: string): void => {
    if (schema.items) name(schema.items, wanted);
    if (!schema.enum) return;
    const { enum: all, type: _, ...rest } = schema;
    const values = all.filter((value) => value !== null);
    const key = keyOf(values);
    if (!names.has(key)) {
      names.set(key, wanted in schemas ? `${wanted}Choice` : wanted);
      schemas[names.get(key)!] = { type: 'string', enum: values };
    }
    const reference = { $ref: `#/components/schemas/${names.get(key)}` };
    for (const member of Object.keys(schema)) delete schema[member as keyof Schema];
    Object.assign(schema, values.length < all.length ? { anyOf: [reference, { type: 'null' }] } : reference, rest);
  };
  for (const [owner, { properties = {} }] of Object.entries(schemas)) {
    const short = owner.replace(/(?:Request|Response|Info)$/, '');
    for (const [property, schema] of Object.entries(properties)) name(schema, short + inPascalCase(property));
  }
  for (const { parameters = [] } of operationsOf(document)) {
    for (const { name: parameter, schema } of parameters as { name: string; schema: Schema }[])
      name(schema, inPascalCase(parameter));
  }
}

function keyOf(values: readonly unknown[]): string {
  return JSON.stringify(values);
}
