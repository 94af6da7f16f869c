import type { Schema } from './visit-schemas.js';

/** Writes a schema as JSON Schema 2020-12, which OpenAPI 3.1 uses, where the decorators still write what 3.0 had. */
export function tidySchema(schema: Schema): void {
  if ('example' in schema) {
    schema.examples = [schema.example];
    delete schema.example;
  }
  if (schema.enum?.length === 1) {
    schema.const = schema.enum[0];
    delete schema.enum;
  }
  // The compiler lists the members of a union in an order that changes with what it compiled before; the document must not.
  schema.enum?.sort();
  // A reference may have siblings since 3.1.
  const [reference, ...more] = schema.allOf ?? [];
  if (reference?.$ref === undefined || more.length > 0) return;
  schema.$ref = reference.$ref;
  delete schema.allOf;
}

/** TypeScript's `number` says less than the document should, where every number is whole. */
export function sayInteger(schema: Schema): void {
  if (schema.type === 'number') Object.assign(schema, { type: 'integer', format: 'int64' });
}
