import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export type ApiName = 'ledger' | 'registry';

export interface Operation {
  operationId: string;
  tags: string[];
  parameters?: unknown[];
  requestBody?: unknown;
  responses: Record<string, unknown>;
  'x-access'?: unknown;
  'x-deprecated-path'?: string;
}

export interface Document {
  openapi: string;
  servers: { url: string }[];
  tags: { name: string; description: string }[];
  paths: Record<string, Record<string, Operation>>;
  components: Record<string, Record<string, unknown>>;
}

export const ROOT = join(import.meta.dirname, '..', '..', '..');

/** A document as it is committed; another test compares it with what is built. */
export function apiDocument(api: ApiName): Document {
  return JSON.parse(readFileSync(join(ROOT, 'openapi', `${api}.json`), 'utf8'));
}

export function operationsOf({ paths }: Document): { method: string; path: string; operation: Operation }[] {
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
  );
}
