import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../free-port.js';
import { onceWeAreGone } from '../reaper.js';
import { until } from '../standby.js';
import { PATRONI_PROGRAMS } from './programs.js';

const TEMPLATE = join(import.meta.dirname, '..', '..', '..', 'config', 'haproxy.cfg');

/** HAProxy with the template of this project before two ledgers. Resolves when it passes writes on. */
export async function startHaproxy(first: string, second: string): Promise<{ url: string; stop(): Promise<void> }> {
  const home = mkdtempSync(join(tmpdir(), 'mizan-haproxy-'));
  const [ledgerPort, registryPort] = [await freePort(), await freePort()];
  const replaced = {
    '127.0.0.1:8080': `127.0.0.1:${ledgerPort}`,
    '127.0.0.1:8000': `127.0.0.1:${registryPort}`,
    '10.0.0.11:8080': new URL(first).host,
    '10.0.0.12:8080': new URL(second).host,
  };
  let settings = readFileSync(TEMPLATE, 'utf8');
  for (const [name, address] of Object.entries(replaced)) {
    if (!settings.includes(name)) throw new Error(`the template has no ${name}`);
    settings = settings.replaceAll(name, address);
  }
  const path = join(home, 'haproxy.cfg');
  writeFileSync(path, settings);
  const child = spawn(PATRONI_PROGRAMS!.haproxy, ['-db', '-f', path], { stdio: 'ignore' });
  const callOff = onceWeAreGone(`kill -9 ${child.pid}; rm -rf '${home}'`);
  const url = `http://127.0.0.1:${ledgerPort}`;
  await until('HAProxy passes writes on', async () => {
    const answer = await fetch(`${url}/api/v1/wallets`, { method: 'POST' }).catch(() => undefined);
    return answer?.ok === true;
  });
  return {
    url,
    stop: async () => {
      const exited = once(child, 'exit');
      child.kill('SIGKILL');
      await exited;
      callOff();
      rmSync(home, { recursive: true, force: true });
    },
  };
}
