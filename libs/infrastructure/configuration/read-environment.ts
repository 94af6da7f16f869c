import type { z } from 'zod';
import { ConfigurationFaults } from './configuration-faults.js';

/** Environment variables by name, each with the zod type that reads it; the types of `variables.ts` cover most needs. */
export type EnvironmentShape = Readonly<Record<string, z.ZodType>>;

/** The values of a shape, by the same names. */
export type EnvironmentOf<Shape extends EnvironmentShape> = { readonly [Name in keyof Shape]: z.output<Shape[Name]> };

/** Rules between variables: adds a line for each that is broken. A variable that is itself wrong is `undefined` here. */
export type EnvironmentRules<Shape extends EnvironmentShape> = (
  values: Partial<EnvironmentOf<Shape>>,
  addFault: (line: string) => void,
) => void;

/** Taken as they are: a passphrase may begin and end with quotation marks. */
const VERBATIM = new Set(['MASTER_PASSPHRASE']);

/**
 * What a variable holds, or `undefined` when that is nothing. `docker --env-file` and systemd's older forms pass on the quotation
 * marks that a shell takes away: a pair around the whole value is not part of it.
 */
export function textOf(environment: NodeJS.ProcessEnv, name: string): string | undefined {
  const text = environment[name]?.trim();
  const [, , inner] = (!VERBATIM.has(name) && /^(["'])(.*)\1$/s.exec(text ?? '')) || [];
  return (inner?.trim() ?? text) || undefined;
}

/**
 * Reads the variables of `shape` out of `environment`, once, and freezes them. A variable that is empty counts as not
 * set. Variables that the shape does not name belong to somebody else and are not looked at.
 *
 * @throws ConfigurationFaults with a line for every fault
 */
export function readEnvironment<Shape extends EnvironmentShape>(
  shape: Shape,
  environment: NodeJS.ProcessEnv,
  rules: EnvironmentRules<Shape> = () => {},
): EnvironmentOf<Shape> {
  const faults: string[] = [];
  const values: Record<string, unknown> = {};
  for (const [name, type] of Object.entries(shape)) {
    const outcome = type.safeParse(textOf(environment, name));
    if (outcome.success) values[name] = outcome.data;
    else faults.push(...outcome.error.issues.map((issue) => `${name}: ${issue.message}`));
  }
  rules(values as Partial<EnvironmentOf<Shape>>, (line) => faults.push(line));
  if (faults.length > 0) throw new ConfigurationFaults(faults);
  return Object.freeze(values) as EnvironmentOf<Shape>;
}
