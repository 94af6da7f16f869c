import { jest } from '@jest/globals';
import { LineBatch } from './line-batch.js';

let written: string[];
let flushes: number;
let batch: LineBatch;

beforeEach(() => {
  jest.useFakeTimers();
  written = [];
  flushes = 0;
  batch = new LineBatch(
    { write: (lines) => void written.push(lines.toString()), flushSync: () => void flushes++ },
    10,
    50,
  );
});
afterEach(() => jest.useRealTimers());

test('lines go on together, in their order, when there are enough of them', () => {
  batch.write('one\n');
  batch.write('two\n');
  expect(written).toEqual([]);
  batch.write('three\n');
  expect(written).toEqual(['one\ntwo\nthree\n']);
  jest.runAllTimers();
  expect(written).toHaveLength(1);
});

test('a few lines wait for others, but not longer than they may', () => {
  batch.write('one\n');
  jest.advanceTimersByTime(30);
  batch.write('two\n');
  jest.advanceTimersByTime(19);
  expect(written).toEqual([]);
  jest.advanceTimersByTime(1);
  expect(written).toEqual(['one\ntwo\n']);
  batch.write('new\n');
  jest.advanceTimersByTime(50);
  expect(written).toEqual(['one\ntwo\n', 'new\n']);
});

test('everything is written before the process ends, for any cause', () => {
  batch.write('last\n');
  batch.flushSync();
  expect([written, flushes]).toEqual([['last\n'], 1]);
  batch.flushSync();
  expect([written, flushes]).toEqual([['last\n'], 2]);
});
