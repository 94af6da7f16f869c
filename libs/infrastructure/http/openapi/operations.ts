import type { OpenAPIObject } from '@nestjs/swagger';

/** As much of an operation as is completed here. */
export interface Operation {
  operationId: string;
  responses: Record<string, unknown>;
  [extension: `x-${string}`]: unknown;
}

export function operationsOf({ paths }: OpenAPIObject): Operation[] {
  return Object.values(paths).flatMap((path) => Object.values(path).filter(isOperation));
}

function isOperation(value: unknown): value is Operation {
  return typeof value === 'object' && value !== null && 'responses' in value;
}
