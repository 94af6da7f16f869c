import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const BIN = join(import.meta.dirname, '..', '..', 'bin', 'mizan.mjs');

export interface CommandOutcome {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Runs `mizan <args>` as an operator does, in an environment that has nothing of ours but `env`. */
export async function mizan(args: string[], env: Record<string, string> = {}): Promise<CommandOutcome> {
  const child = spawn(process.execPath, [BIN, ...args], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 60_000,
  });
  const outcome = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => {
    outcome.stdout += chunk;
  });
  child.stderr.on('data', (chunk: Buffer) => {
    outcome.stderr += chunk;
  });
  const [code] = await once(child, 'close');
  return { code, ...outcome };
}
