import { setImmediate as nextTurn } from 'node:timers/promises';
import { Turns } from './turns.js';

async function gone(turns: Turns, callers: number, log: number[]): Promise<void> {
  await Promise.all(
    Array.from({ length: callers }, async (_, caller) => {
      await turns.next();
      log.push(caller);
    }),
  );
}

test('so many go on in each turn, in their order, and nobody in the one in which he came', async () => {
  const log: number[] = [];
  const all = gone(new Turns(3), 8, log);
  const after: number[][] = [[...log]];
  for (let turn = 0; turn < 3; turn++) {
    await nextTurn();
    after.push([...log]);
  }
  await all;
  expect(after).toEqual([[], [0, 1, 2], [0, 1, 2, 3, 4, 5], [0, 1, 2, 3, 4, 5, 6, 7]]);
});

test('who comes later stands behind those who wait, and is not forgotten when nobody does', async () => {
  const turns = new Turns(2);
  const log: number[] = [];
  const first = gone(turns, 3, log);
  await nextTurn();
  const later = turns.next().then(() => log.push(99));
  await Promise.all([first, later]);
  expect(log).toEqual([0, 1, 2, 99]);
  await gone(turns, 1, log);
  expect(log).toEqual([0, 1, 2, 99, 0]);
});
