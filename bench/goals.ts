import { figure, table } from './measure/table.js';
import type { Verdict } from './measure/verdict.js';
import type { BenchOptions } from './options.js';

/** The name that stands for all of {@link GOALS}. */
export const GOALS_NAME = 'goals';

/** A bench by its name, and the sizes of its chains where its own would be fills that no other uses. */
export interface Planned {
  readonly name: string;
  readonly transactions?: readonly number[];
  readonly profiles?: number;
}

/** About one unspent output for each transaction: a million of both. */
const MILLION = 1_010_000;

/** Everything that has a goal in the table of docs/performance.md. Small chains come first: large ones are filled from them. */
export const GOALS: readonly Planned[] = [
  { name: 'start' },
  { name: 'stalls' },
  { name: 'coins' },
  { name: 'lists' },
  { name: 'reads' },
  { name: 'memory', transactions: [MILLION] },
  { name: 'restart', transactions: [MILLION] },
  { name: 'first-view', transactions: [MILLION] },
  { name: 'growth', transactions: [MILLION] },
  { name: 'zakat-assessment', transactions: [1_000_000], profiles: 100_000 },
];

/** The benches that `names` mean, in order. What the command line says of the chains goes for all. */
export function plannedBenches(names: readonly string[]): readonly Planned[] {
  return names.flatMap((name) => (name === GOALS_NAME ? GOALS : [{ name }]));
}

export function optionsOf({ transactions, profiles }: Planned, options: BenchOptions): BenchOptions {
  return {
    ...options,
    transactions: options.transactions ?? transactions,
    profiles: options.profiles ?? profiles,
  };
}

/** Every figure with a goal, of several benches, in one table. */
export function goalsText(verdicts: readonly { bench: string; verdict: Verdict }[]): string {
  const rows = verdicts.flatMap(({ bench, verdict: { name, value, lowest, highest, goal, outcome } }) =>
    goal
      ? [[`${bench}: ${name}`, figure(value), `${figure(lowest)} to ${figure(highest)}`, ...boundsOf(goal), outcome]]
      : [],
  );
  return table(['figure', 'measured', 'lowest to highest', 'gate', 'aim', 'verdict'], rows);
}

function boundsOf({ direction, gate, aim }: NonNullable<Verdict['goal']>): string[] {
  const sign = direction === 'at most' ? '≤' : '≥';
  return [`${sign} ${gate}`, `${sign} ${aim}`];
}
