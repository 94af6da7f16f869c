import { CoreAnswerMalformed, parseSignedFlop } from '@app/node-registry';
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

export function malformed(what: string, cause?: unknown): CoreAnswerMalformed {
  return new CoreAnswerMalformed({ cause: new Error(`unreadable: ${what}`, { cause }) });
}
