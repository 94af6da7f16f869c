import { CoreAnswerMalformed, parseSignedFlop } from '@app/node-wallet';
import { numberText } from './core-json.js';

/** Readers of single values of Core's answers. Each throws CoreAnswerMalformed, naming the field and never its content. */

export function field(value: unknown, name: string): unknown {
  const own = optionalField(value, name);
  if (own === undefined) throw malformed(name);
  return own;
}

export function optionalField(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw malformed(name);
  return Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
}

export function textField(value: unknown, name: string): string {
  return text(field(value, name), name);
}

export function text(value: unknown, name: string): string {
  if (typeof value !== 'string') throw malformed(name);
  return value;
}

/** A hash: 64 lower-case hex digits. */
export function hashField(value: unknown, name: string): string {
  return hash(field(value, name), name);
}

export function hash(value: unknown, name: string): string {
  if (typeof value !== 'string' || !/^[0-9a-f]{64}$/.test(value)) throw malformed(name);
  return value;
}

export function integerField(value: unknown, name: string): number {
  const literal = numberText(field(value, name));
  if (literal === null || !/^-?\d{1,15}$/.test(literal)) throw malformed(name);
  return Number(literal);
}

/** How deep something is in the chain, negative when a rival of it is: as much as a column of the books holds. */
export function depthField(value: unknown, name: string): number {
  const depth = integerField(value, name);
  if (Math.abs(depth) >= 2 ** 31) throw malformed(name);
  return depth;
}

/** The place of an output in its transaction. */
export function indexField(value: unknown, name: string): number {
  const index = integerField(value, name);
  if (index < 0 || index >= 2 ** 32) throw malformed(name);
  return index;
}

/** An address as any coin of the family writes one; what is stored must be text that a database takes. */
export function addressText(value: unknown): string {
  const address = text(value, 'address');
  if (!/^[\x21-\x7e]{1,128}$/.test(address)) throw malformed('address');
  return address;
}

/** FLOP as Core writes them, in units; negative where money left. */
export function unitsField(value: unknown, name: string): bigint {
  const literal = numberText(field(value, name));
  if (literal === null) throw malformed(name);
  try {
    return parseSignedFlop(literal);
  } catch (cause) {
    throw malformed(name, cause);
  }
}

/** The same where a negative figure would be nonsense. */
export function positiveUnitsField(value: unknown, name: string): bigint {
  const units = unitsField(value, name);
  if (units < 0n) throw malformed(name);
  return units;
}

export function booleanField(value: unknown, name: string): boolean {
  const flag = field(value, name);
  if (typeof flag !== 'boolean') throw malformed(name);
  return flag;
}

export function listField(value: unknown, name: string): unknown[] {
  return list(field(value, name), name);
}

export function list(value: unknown, name: string): unknown[] {
  if (!Array.isArray(value)) throw malformed(name);
  return value;
}

/** What could not be read, without its content. */
export function whyUnreadable(error: CoreAnswerMalformed): string {
  return error.cause instanceof Error ? error.cause.message : error.message;
}

export function malformed(what: string, cause?: unknown): CoreAnswerMalformed {
  return new CoreAnswerMalformed({ cause: new Error(`unreadable: ${what}`, { cause }) });
}
