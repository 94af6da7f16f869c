import { writeJson } from '../json/write-json.js';
import type { Operation } from './operation.js';

/** A request as it is sent, to the byte: signatures are over it. */
export interface PreparedRequest {
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  readonly body: string | undefined;
  /** Unless problems are wanted. */
  readonly accept?: string;
}

/** The fields of any call, by name. */
export type Fields = Readonly<Record<string, unknown>>;

/** Puts each field of a call where the operation has it: in the path, the query, the body. */
export function prepareRequest({ method, path, query = [], body }: Operation, fields: Fields): PreparedRequest {
  const target = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(textOf(name, fields[name])));
  const given = query.filter((name) => fields[name] !== undefined);
  const parameters = new URLSearchParams(Object.fromEntries(given.map((name) => [name, textOf(name, fields[name])])));
  const members = body?.filter((name) => fields[name] !== undefined).map((name) => [name, fields[name]] as const);
  return {
    method,
    target: given.length > 0 ? `${target}?${parameters}` : target,
    body: members && writeJson(Object.fromEntries(members)),
  };
}

/** An empty name in a path would lead to another operation, as would one of dots. */
function textOf(name: string, value: unknown): string {
  const text =
    typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'bigint' ? `${value}` : '';
  if (text === '') throw new TypeError(`${name} is missing or empty`);
  if (text === '.' || text === '..') throw new TypeError(`${name} cannot be ${JSON.stringify(text)}`);
  return text;
}
