import { splitWords } from './split-words.js';

it.each([
  ['', []],
  ['   ', []],
  ['balance node_001', ['balance', 'node_001']],
  ['  create\tn  "my wallet"  ', ['create', 'n', 'my wallet']],
  [`create n 'it is "so"'`, ['create', 'n', 'it is "so"']],
  [`create n "say \\"so\\""`, ['create', 'n', 'say "so"']],
  ['a\\ b', ['a b']],
  [`a"b"'c'`, ['abc']],
  [`create n ''`, ['create', 'n', '']],
  ['$HOME `id` ; rm *', ['$HOME', '`id`', ';', 'rm', '*']],
])('splits %j as a shell would, and finds nothing else in it', (line, words) => {
  expect(splitWords(line)).toEqual(words);
});

it.each(['"', "create n 'x", 'a "b\\"', 'x \\'])('does not guess what %j was to become', (line) => {
  expect(splitWords(line)).toBeUndefined();
});
