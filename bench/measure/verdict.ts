import type { Rounds } from './alternate.js';
import { compare, median } from './statistics.js';

/** A bound to keep: the gate must be, the aim should be. */
export interface Goal {
  readonly direction: 'at least' | 'at most';
  readonly gate: number;
  readonly aim: number;
}

/** What a section is run to find out. */
export interface Question {
  readonly name: string;
  readonly metric: string;
  /** Names of contestants. Without a peer the value itself is judged, not a ratio. */
  readonly measured: string;
  readonly peer?: string;
  readonly goal?: Goal;
}

export interface Verdict extends Question {
  /** The median: of the ratios of the pairs, or of the values. */
  readonly value: number;
  readonly lowest: number;
  readonly highest: number;
  readonly outcome: 'aim reached' | 'gate kept' | 'gate missed' | 'no goal';
}

/** @throws Error when a contestant or metric of the question was not measured */
export function judge(question: Question, rounds: readonly Rounds[]): Verdict {
  const measured = valuesOf(question.measured, question.metric, rounds);
  const peer = question.peer === undefined ? measured.map(() => 1) : valuesOf(question.peer, question.metric, rounds);
  const { ratio: value, lowest, highest } = compare(measured, peer);
  return { ...question, value, lowest, highest, outcome: outcomeOf(value, question.goal) };
}

/** Middle values of a contestant's readings; requests counted as `ok` and `failed` are added up instead. */
export function summarise({ readings }: Rounds): Record<string, number> {
  const metrics = Object.keys(readings[0] ?? {});
  return Object.fromEntries(
    metrics.map((metric) => {
      const values = readings.map((reading) => reading[metric]!);
      return [metric, COUNTS.has(metric) ? values.reduce((sum, value) => sum + value, 0) : median(values)];
    }),
  );
}

const COUNTS = new Set(['ok', 'failed']);

function valuesOf(name: string, metric: string, rounds: readonly Rounds[]): number[] {
  const readings = rounds.find((contestant) => contestant.name === name)?.readings;
  const values = readings?.map((reading) => reading[metric]);
  if (!values?.every((value) => value !== undefined)) throw new Error(`${metric} of "${name}" was not measured`);
  return values;
}

function outcomeOf(value: number, goal: Goal | undefined): Verdict['outcome'] {
  if (!goal) return 'no goal';
  const keeps = (bound: number) => (goal.direction === 'at least' ? value >= bound : value <= bound);
  return keeps(goal.aim) ? 'aim reached' : keeps(goal.gate) ? 'gate kept' : 'gate missed';
}
