import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { START_FLAGS } from '../support/start-command.js';

test('the image starts the server with the flags of npm start', () => {
  const dockerfile = readFileSync(join(import.meta.dirname, '..', '..', 'Dockerfile'), 'utf8');
  const command = /^CMD (\[.*\])$/m.exec(dockerfile)?.[1];
  expect(JSON.parse(command ?? '[]')).toEqual(['node', ...START_FLAGS, 'dist/apps/server/main.js']);
});
