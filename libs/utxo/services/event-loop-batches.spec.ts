import { setImmediate as nextIteration } from 'node:timers/promises';
import { EventLoopBatches } from './event-loop-batches.js';

async function gone(batches: EventLoopBatches, callers: number, log: number[]): Promise<void> {
  await Promise.all(
    Array.from({ length: callers }, async (_, caller) => {
      await batches.next();
      log.push(caller);
    }),
  );
}

test('releases one batch per iteration of the event loop, in order, and none in the iteration of the call', async () => {
  const log: number[] = [];
  const all = gone(new EventLoopBatches(3), 8, log);
  const after: number[][] = [[...log]];
  for (let iteration = 0; iteration < 3; iteration++) {
    await nextIteration();
    after.push([...log]);
  }
  await all;
  expect(after).toEqual([[], [0, 1, 2], [0, 1, 2, 3, 4, 5], [0, 1, 2, 3, 4, 5, 6, 7]]);
});

test('releases a later caller after those who wait, and also when no other caller waits', async () => {
  const batches = new EventLoopBatches(2);
  const log: number[] = [];
  const first = gone(batches, 3, log);
  await nextIteration();
  const later = batches.next().then(() => log.push(99));
  await Promise.all([first, later]);
  expect(log).toEqual([0, 1, 2, 99]);
  await gone(batches, 1, log);
  expect(log).toEqual([0, 1, 2, 99, 0]);
});
