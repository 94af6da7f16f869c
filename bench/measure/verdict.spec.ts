import { describe, expect, it } from '@jest/globals';
import { judge, summarise } from './verdict.js';

const rounds = [
  { name: 'grouped', readings: [{ perSecond: 300 }, { perSecond: 200 }, { perSecond: 100 }] },
  { name: 'one by one', readings: [{ perSecond: 10 }, { perSecond: 10 }, { perSecond: 10 }] },
];
const question = { name: 'times faster', metric: 'perSecond', measured: 'grouped', peer: 'one by one' };

describe('a verdict', () => {
  it.each([
    ['aim reached', 12, 20],
    ['gate kept', 12, 25],
    ['gate missed', 21, 25],
  ])('says "%s" of 20 when the gate is %d and the aim %d', (outcome, gate, aim) => {
    const verdict = judge({ ...question, goal: { direction: 'at least', gate, aim } }, rounds);
    expect(verdict).toMatchObject({ value: 20, lowest: 10, highest: 30, outcome });
  });

  it('turns round where less is better', () => {
    const outcomeWith = (gate: number, aim: number) =>
      judge({ ...question, goal: { direction: 'at most', gate, aim } }, rounds).outcome;
    expect([outcomeWith(30, 20), outcomeWith(20, 10), outcomeWith(19, 10)]).toEqual([
      'aim reached',
      'gate kept',
      'gate missed',
    ]);
  });

  it('judges the value itself when there is no peer', () => {
    expect(judge({ name: 'speed', metric: 'perSecond', measured: 'grouped' }, rounds)).toMatchObject({
      value: 200,
      outcome: 'no goal',
    });
  });

  it('does not pass over what was not measured', () => {
    expect(() => judge({ ...question, metric: 'p99Ms' }, rounds)).toThrow('p99Ms of "grouped" was not measured');
    expect(() => judge({ ...question, peer: 'somebody' }, rounds)).toThrow('"somebody"');
  });
});

describe('a summary', () => {
  it('is the median of what was measured and the sum of what was counted', () => {
    const readings = [
      { perSecond: 5, ok: 10, failed: 0 },
      { perSecond: 7, ok: 10, failed: 3 },
      { perSecond: 900, ok: 10, failed: 0 },
    ];
    expect(summarise({ name: 'a', readings })).toEqual({ perSecond: 7, ok: 30, failed: 3 });
  });
});
