import { closestWord } from './closest-word.js';

const WORDS = ['wallet', 'nodes', 'key', 'verify-chain'];

it.each([
  ['walet', 'wallet'],
  ['wallets', 'wallet'],
  ['verifychain', 'verify-chain'],
  ['ndoes', 'nodes'],
  ['kez', 'key'],
])('takes %s for a slip of %s', (typed, meant) => {
  expect(closestWord(typed, WORDS)).toBe(meant);
});

it.each(['xyz', 'k', '', 'balance'])('takes %j for no slip at all', (typed) => {
  expect(closestWord(typed, WORDS)).toBeUndefined();
});
