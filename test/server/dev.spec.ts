import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { jest } from '@jest/globals';
import { freePort } from '../support/free-port.js';
import { onceWeAreGone } from '../support/reaper.js';

jest.setTimeout(180_000); // the first compilation checks the whole program

const ROOT = join(import.meta.dirname, '..', '..');
const COPIED = [
  'apps',
  'libs',
  'package.json',
  'nest-cli.json',
  'tsconfig.json',
  'tsconfig.build.json',
  'ormconfig.ts',
];
const CONTROLLER = 'apps/ledger-api/health/health.controller.ts';

describe('npm run dev, in a copy that was never built', () => {
  const copy = mkdtempSync(join(tmpdir(), 'mizan-dev-'));
  afterAll(() => rmSync(copy, { recursive: true, force: true }));

  it('answers with a change, goes on after a compile error, and leaves no process behind on Ctrl-C', async () => {
    for (const path of COPIED) cpSync(join(ROOT, path), join(copy, path), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
    const port = await freePort();
    const { PATH, HOME } = process.env;
    const env = { PATH, HOME, SERVE: 'ledger', PERSISTENCE: 'memory', DATA_DIR: 'data', LEDGER_PORT: String(port) };
    // A group of its own, as a shell gives every command of a terminal: Ctrl-C reaches all of it.
    const dev = spawn('npm', ['run', '--silent', 'dev'], { cwd: copy, env, detached: true });
    const callOff = onceWeAreGone(`kill -9 -${dev.pid}`);
    let log = '';
    for (const stream of [dev.stdout, dev.stderr]) stream.on('data', (chunk: Buffer) => (log += chunk));
    const status = async () => {
      const answer = await fetch(`http://127.0.0.1:${port}/api/v1/health`).catch(() => undefined);
      return ((await answer?.json()) as { status: string } | undefined)?.status;
    };
    const until = async (what: string, holds: () => Promise<boolean> | boolean) => {
      while (!(await holds())) {
        if (dev.exitCode !== null) throw new Error(`npm run dev ended before ${what}:\n${log}`);
        await delay(100);
      }
    };
    try {
      await until('its first answer', async () => (await status()) === 'ok');

      const controller = join(copy, CONTROLLER);
      const source = readFileSync(controller, 'utf8');
      const changed = source.replace("return { status: 'ok' }", "return { status: 'changed' }");
      expect(changed).not.toBe(source);
      writeFileSync(controller, changed);
      await until('the change', async () => (await status()) === 'changed');

      appendFileSync(controller, "export const fault: number = 'none';\n");
      await until('the compile error', () => log.includes('TS2322'));
      expect(await status()).toBe('changed');
      writeFileSync(controller, source);
      await until('the change after the error', async () => (await status()) === 'ok');
    } finally {
      const closed = once(dev, 'close');
      process.kill(-dev.pid!, 'SIGINT');
      await closed;
      callOff();
    }
    expect(() => process.kill(-dev.pid!, 0)).toThrow(expect.objectContaining({ code: 'ESRCH' }));
    expect(await status()).toBeUndefined();
  });
});
