import TestSequencer from '@jest/test-sequencer';

/** Suites that take minutes. A fresh clone has no times of earlier runs, and the largest files are not the slowest. */
const LONGEST = ['registry-api/wallet-histories', 'reliability/kill-server', 'reliability/event-streams'];

/** Jest's own order, behind the suites which would otherwise run alone in the end. */
export default class LongestFirst extends TestSequencer {
  sort(tests) {
    const isLong = ({ path }) => LONGEST.some((name) => path.endsWith(`/test/${name}.spec.ts`));
    const sorted = super.sort(tests);
    return [...sorted.filter(isLong), ...sorted.filter((test) => !isLong(test))];
  }
}
