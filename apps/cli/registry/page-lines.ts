import { isJsonObject, type JsonObject } from '@app/infrastructure/http/json-value.js';
import { plain } from '../asking/rendering/plain-text.js';

/** The rows of a page, whatever a server sent in their place. */
export function rowsOf(value: unknown): JsonObject[] {
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}

/** How to ask for the next page, where there is one. */
export function moreLines(cursor: JsonObject[string] | undefined): string[] {
  return typeof cursor === 'string' ? [`more: --cursor ${plain(cursor)}`] : [];
}
