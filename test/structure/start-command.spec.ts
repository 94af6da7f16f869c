import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { START_ARGUMENTS } from '../support/start-command.js';

test('the image starts the server with the flags of npm start', () => {
  const project = join(import.meta.dirname, '..', '..');
  const dockerfile = readFileSync(join(project, 'Dockerfile'), 'utf8');
  const [node, ...flags] = JSON.parse(/^CMD (\[.*\])$/m.exec(dockerfile)?.[1] ?? '[]') as string[];
  const program = flags.pop() ?? '';
  expect([node, program]).toEqual(['node', 'dist/bundle/server.js']);
  expect([...flags, join(project, program)]).toEqual(START_ARGUMENTS);
});

test('the image has the Node version that is promised, and that CI looks at', () => {
  const project = join(import.meta.dirname, '..', '..');
  const read = (file: string) => readFileSync(join(project, file), 'utf8');
  const promised: string = JSON.parse(read('package.json')).engines.node;
  const [, newest] = /\|\| \^(\d+)\.\d+\.\d+$/.exec(promised) ?? [];
  expect([...read('Dockerfile').matchAll(/^FROM node:(\d+)-/gm)].map(([, major]) => major)).toEqual([newest, newest]);
  expect(/^VERSION=(\d+)\./m.exec(read('.ci/smoke-lts'))?.[1]).toBe(newest);
  for (const [, version] of promised.matchAll(/\^(\d+\.\d+)\.0/g))
    expect(read('README.md')).toContain(`Node ${version}`);
});
