import { writeJson } from '../json/write-json.js';
import type { Operation } from './operation.js';

/** A request as it is sent, to the byte: signatures are over it. */
export interface PreparedRequest {
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  readonly body: string | undefined;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Unless problems are wanted. */
  readonly accept?: string;
}

/** The fields of any call, by name. */
export type Fields = Readonly<Record<string, unknown>>;

/** Puts each field of a call where the operation has it: in the path, the query, the headers, the body. */
export function prepareRequest(
  { method, path, query = [], body, headers = {} }: Operation,
  fields: Fields,
): PreparedRequest {
  const target = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(textOf(name, fields[name])));
  const given = query.filter((name) => fields[name] !== undefined);
  const parameters = new URLSearchParams(Object.fromEntries(given.map((name) => [name, textOf(name, fields[name])])));
  const sent = Object.entries(headers).filter(([name]) => fields[name] !== undefined);
  const members = body?.filter((name) => fields[name] !== undefined).map((name) => [name, exact(name, fields[name])]);
  return {
    method,
    target: given.length > 0 ? `${target}?${parameters}` : target,
    headers: Object.fromEntries(sent.map(([name, header]) => [header.toLowerCase(), textOf(name, fields[name])])),
    body: members && writeJson(Object.fromEntries(members)),
  };
}

/** A number that has lost digits, or has none, would be sent as another amount. */
function exact(name: string, value: unknown): unknown {
  if (typeof value !== 'number' || Math.abs(value) <= Number.MAX_SAFE_INTEGER) return value;
  throw new TypeError(`${name} is not exact as a number: give a bigint`);
}

/** An empty name in a path would lead to another operation, as would one of dots. */
function textOf(name: string, value: unknown): string {
  const text =
    typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'bigint' ? `${value}` : '';
  if (text === '') throw new TypeError(`${name} is missing or empty`);
  if (text === '.' || text === '..') throw new TypeError(`${name} cannot be ${JSON.stringify(text)}`);
  if (LONE_SURROGATE.test(text)) throw new TypeError(`${name} is not well-formed Unicode`);
  return text;
}

/** Half of a character, which has no UTF-8. */
const LONE_SURROGATE = /\p{Surrogate}/u;
