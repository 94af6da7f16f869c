import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { BIN } from '../support/mizan.js';

/** Prints, when the command ends, which packages that open databases or serve were loaded. */
const TELL_HEAVY = `data:text/javascript,${encodeURIComponent(`
  import { createRequire } from 'node:module';
  import { writeSync } from 'node:fs';
  const { cache } = createRequire(process.cwd() + '/index.js');
  process.on('exit', () => {
    const heavy = ['typeorm', '@nestjs/core', 'fastify', 'pg', 'pdfkit'];
    writeSync(2, '\\nloaded:' + heavy.filter((name) => Object.keys(cache).some((file) => file.includes('/node_modules/' + name + '/'))));
  });
`)}`;

async function loadedBy(...words: string[]): Promise<string> {
  const run = promisify(execFile)(process.execPath, ['--import', TELL_HEAVY, BIN, ...words], {
    env: { PATH: process.env.PATH },
  });
  const { stderr } = await run.catch((failed: { stderr: string }) => failed);
  return stderr.slice(stderr.lastIndexOf('loaded:') + 'loaded:'.length);
}

describe('a command loads what it needs', () => {
  it.each([
    ['--help'],
    ['no-such-command'],
    ['backup', '--help'],
    ['admin-token', 'create'],
    ['zakat', 'policy', 'show', '--url', 'http://127.0.0.1:9'],
    ['events', 'tail', '--url', 'http://127.0.0.1:9', '--types', ','],
    ['wallet', '--help'],
  ])('mizan %s %s needs no database and no server', async (...words) => {
    expect(await loadedBy(...words)).toBe('');
  });

  it('one that opens a store loads TypeORM, so this would be seen', async () => {
    expect(await loadedBy('verify-audit')).toContain('typeorm');
  });
});
