import { AppendUncertain, DamagedStore } from '@app/chain';
import { BlocksLost } from '@app/utxo';
import { explainFailure } from './explain-failure.js';

test.each<[string, Error, number, RegExp]>([
  [
    'a damaged store',
    new DamagedStore('block 7 is missing'),
    65,
    /damaged store: block 7 is missing\nrestore a backup/,
  ],
  ['a store that goes back meanwhile', new BlocksLost([]), 75, /^the store went back while it was read/],
  ['a first block without an answer', new AppendUncertain('no answer'), 69, /^the first block: no answer/],
])('a start that meets %s says so, and whether a supervisor may try again', (_, error, exitCode, lines) => {
  const told = explainFailure(error);
  expect(told.exitCode).toBe(exitCode);
  expect(told.lines.join('\n')).toMatch(lines);
});
