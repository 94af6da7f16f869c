import type { OpenAPIObject } from '@nestjs/swagger';

/** As much of a schema as is changed here. */
export interface Schema {
  $ref?: string;
  type?: string | string[];
  format?: string;
  enum?: unknown[];
  const?: unknown;
  example?: unknown;
  examples?: unknown[];
  allOf?: Schema[];
  anyOf?: Schema[];
  items?: Schema;
  properties?: Record<string, Schema>;
}

/** Shows each schema of a document to `visit`, outer ones first, and nothing that only looks like one, such as an example. */
export function visitSchemas({ paths, components }: OpenAPIObject, visit: (schema: Schema) => void): void {
  const { schemas, ...others } = components ?? {};
  for (const schema of Object.values(schemas ?? {})) visitSchema(schema, visit);
  findSchemas([paths, others], visit);
}

function findSchemas(part: unknown, visit: (schema: Schema) => void): void {
  for (const [key, member] of membersOf(part)) {
    if (key === 'schema') visitSchema(member, visit);
    else if (key !== 'example' && key !== 'examples') findSchemas(member, visit);
  }
}

function visitSchema(schema: unknown, visit: (schema: Schema) => void): void {
  if (typeof schema !== 'object' || schema === null) return;
  visit(schema as Schema);
  for (const [key, member] of membersOf(schema)) {
    if (key === 'items' || key === 'additionalProperties') visitSchema(member, visit);
    if (key === 'properties' || key === 'allOf' || key === 'anyOf' || key === 'oneOf') {
      for (const [, part] of membersOf(member)) visitSchema(part, visit);
    }
  }
}

function membersOf(part: unknown): [string, unknown][] {
  return typeof part === 'object' && part !== null ? Object.entries(part) : [];
}
