import { expect, it } from '@jest/globals';
import { GOALS, goalsText, optionsOf, plannedBenches } from './goals.js';
import { readCommandLine } from './options.js';

it('goals stand for every bench with a goal; other names stand for themselves', () => {
  const { names, options } = readCommandLine(['goals', 'sends']);
  const planned = plannedBenches(names);
  expect(planned.map(({ name }) => name)).toEqual([...GOALS.map(({ name }) => name), 'sends']);
  const memory = planned.find(({ name }) => name === 'memory')!;
  expect(optionsOf(memory, options).transactions).toEqual([1_010_000]);
  const zakat = planned.find(({ name }) => name === 'zakat-assessment')!;
  expect(optionsOf(zakat, options)).toMatchObject({ profiles: 100_000, transactions: [1_000_000] });
  expect(optionsOf({ name: 'lists' }, options).transactions).toBeUndefined();
  expect(optionsOf(memory, { ...options, transactions: [5] }).transactions).toEqual([5]);
});

it('figures with a goal are in the table, with their verdicts', () => {
  const goal = { direction: 'at most', gate: 50, aim: 20 } as const;
  const verdict = { name: 'stall', metric: 'ms', measured: 'a', value: 33, lowest: 30, highest: 36 };
  const text = goalsText([
    { bench: 'stalls', verdict: { ...verdict, goal, outcome: 'gate kept' } },
    { bench: 'reads', verdict: { ...verdict, name: 'no matter', outcome: 'no goal' } },
  ]);
  expect(text).toMatch(/stalls: stall +33 +30 to 36 +≤ 50 +≤ 20 +gate kept$/m);
  expect(text).not.toContain('no matter');
});
