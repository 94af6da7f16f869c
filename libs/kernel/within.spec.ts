import { setTimeout as sleep } from 'node:timers/promises';
import { within } from './within.js';

const late = () => new Error('too late');

test('what comes in time is given, and what fails in time is thrown', async () => {
  await expect(within(Promise.resolve(7), 1_000, late)).resolves.toBe(7);
  await expect(within(Promise.reject(new Error('refused')), 1_000, late)).rejects.toThrow('refused');
});

test('what takes longer is given up, and may fail later without a word', async () => {
  const unhandled: unknown[] = [];
  const note = (reason: unknown) => unhandled.push(reason);
  process.on('unhandledRejection', note);
  let fail!: (reason: Error) => void;
  const work = new Promise<never>((_, reject) => {
    fail = reject;
  });
  await expect(within(work, 1, late)).rejects.toThrow('too late');
  fail(new Error('refused'));
  await sleep(10);
  process.off('unhandledRejection', note);
  expect(unhandled).toEqual([]);
});
