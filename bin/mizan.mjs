#!/usr/bin/env node
// The command line. In a checkout that was never built, it builds first.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const main = new URL('../dist/bundle/mizan.js', import.meta.url);

if (!existsSync(main)) {
  process.stderr.write('mizan: not built yet, building (about 20 seconds)\n');
  const { status } = spawnSync('npm', ['run', '--silent', 'build'], {
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    stdio: ['ignore', 2, 2], // stdout belongs to the command
    shell: process.platform === 'win32',
  });
  if (status !== 0) {
    process.stderr.write('mizan: the build failed\n');
    process.exit(70);
  }
}
await import(main.href);
