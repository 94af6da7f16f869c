import type { OpenAPIObject } from '@nestjs/swagger';

/** As much of an operation as is completed here. */
export interface Operation {
  operationId: string;
  responses: Record<string, Response>;
  parameters?: object[];
  [extension: `x-${string}`]: unknown;
}

/** A response, or a reference to one. */
export interface Response {
  $ref?: string;
  headers?: Record<string, object>;
  content?: Content;
}

/** By media type. */
export type Content = Record<
  string,
  { schema?: { $ref?: string; type?: string }; examples?: Record<string, { value: unknown }> }
>;

export function operationsOf({ paths }: OpenAPIObject): Operation[] {
  return Object.values(paths).flatMap((path) => Object.values(path).filter(isOperation));
}

function isOperation(value: unknown): value is Operation {
  return typeof value === 'object' && value !== null && 'responses' in value;
}
