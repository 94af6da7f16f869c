import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { START_ARGUMENTS } from '../support/start-command.js';

test('the image starts the server with the flags of npm start', () => {
  const project = join(import.meta.dirname, '..', '..');
  const dockerfile = readFileSync(join(project, 'Dockerfile'), 'utf8');
  const [node, ...flags] = JSON.parse(/^CMD (\[.*\])$/m.exec(dockerfile)?.[1] ?? '[]') as string[];
  const program = flags.pop() ?? '';
  expect([node, program]).toEqual(['node', 'dist/apps/server/main.js']);
  expect([...flags, join(project, program)]).toEqual(START_ARGUMENTS);
});
