import type { Lie } from '../../support/lying-proxy.js';

// biome-ignore lint/suspicious/noExplicitAny: whatever the ledger answered
type Answer = any;

const ofLines =
  (change: (lines: Answer[]) => Answer[]): Lie =>
  ({ target }, answer) =>
    target.includes('/lines') && Array.isArray(answer) ? change(answer) : undefined;

const ofAssessment =
  (change: (assessment: Answer) => object): Lie =>
  ({ target }, answer) =>
    /assessments\/[^/]+$/.test(target) && answer?.totals ? { ...answer, ...change(answer) } : undefined;

/** What a server may tell otherwise of an assessment in which all lines are due, and what the page says to it. */
export const ASSESSMENT_LIES: readonly [what: string, words: RegExp, lie: Lie][] = [
  ['a line', /another hash/, ofLines(([first, ...rest]) => [{ ...first, due: 0 }, ...rest])],
  ['a line less', /another hash/, ofLines(([, ...rest]) => rest)],
  ['a line twice', /another hash/, ofLines((lines) => [...lines, lines[0]])],
  ['other lines in order', /another hash/, ofLines((lines) => lines.toReversed())],
  ['the hash', /another hash/, ofAssessment(() => ({ hash: 'ab'.repeat(32) }))],
  ['the total', /do not add up/, ofAssessment(({ totals }) => ({ totals: { ...totals, due_units: 1 } }))],
  ['the wallets', /do not add up/, ofAssessment(({ totals }) => ({ totals: { ...totals, wallets: 9 } }))],
  [
    'the counts',
    /do not add up/,
    ofAssessment(({ totals }) => ({
      totals: { ...totals, by_reason: { ...totals.by_reason, DUE: 1, BELOW_NISAB: 2 } },
    })),
  ],
];
