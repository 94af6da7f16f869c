import type { Lie } from '../../support/lying-proxy.js';
import { HOSTILE } from './treasury-acts.js';

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

const SHOWN = /^(?:period|by|at|author|name|cnic_masked|source|reason|state|hawl|\w+_(?:at|date|from)|as_of)$/;

/** Says {@link HOSTILE} wherever a page about zakat shows a text, and that each run has left a wallet out. */
export const hostileZakat: Lie = ({ method, target }, answer) => {
  if (method !== 'GET' || !answer || !target.includes('/zakat/') || answer.code !== undefined) return undefined;
  if (/\/runs\/[^/]+$/.test(target)) return { ...answer, outstanding: 1 };
  return JSON.parse(JSON.stringify(answer), (name, value) =>
    SHOWN.test(name) && typeof value === 'string' && value !== 'run' ? HOSTILE : value,
  );
};
