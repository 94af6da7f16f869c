import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

export const BIN = join(import.meta.dirname, '..', '..', 'bin', 'mizan.mjs');

export interface CommandOutcome {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Runs `mizan <args>` as an operator does, in an environment that has nothing of ours but `env`; `input` is piped into it. */
export async function mizan(args: string[], env: Record<string, string> = {}, input = ''): Promise<CommandOutcome> {
  const child = startMizan(args, env);
  const outcome = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => {
    outcome.stdout += chunk;
  });
  child.stderr.on('data', (chunk: Buffer) => {
    outcome.stderr += chunk;
  });
  child.stdin.on('error', () => {}); // it may leave before it has read all
  child.stdin.end(input);
  const [code] = await once(child, 'close');
  return { code, ...outcome };
}

/** The same, still running. */
export function startMizan(args: string[], env: Record<string, string> = {}): ChildProcessWithoutNullStreams {
  return spawn(process.execPath, [BIN, ...args], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env },
    timeout: 100_000,
  });
}
