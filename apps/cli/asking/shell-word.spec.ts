import { execFileSync } from 'node:child_process';
import { shellWord } from './shell-word.js';

const WORDS = [
  'node_001',
  '10.5',
  'http://localhost:8000/',
  "it's",
  '',
  'a b',
  '$HOME',
  '`id`',
  '"',
  '\\',
  '~',
  '*',
  "''\n",
];

it('is read by a shell as the word that it was', () => {
  const script = `printf '%s\\0' ${WORDS.map(shellWord).join(' ')}`;
  const read = execFileSync('/bin/sh', ['-c', script], { encoding: 'utf8' });
  expect(read.split('\0').slice(0, -1)).toEqual(WORDS);
});

it('stays as it is when a shell finds nothing in it', () => {
  expect(['node_001', '10.5', 'http://[::1]/'].map(shellWord)).toEqual(['node_001', '10.5', "'http://[::1]/'"]);
});
