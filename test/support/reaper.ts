import { type ChildProcess, spawn } from 'node:child_process';

/**
 * Runs `script` (POSIX shell) once this process is gone, however it went, `kill -9` included: the shell waits for the
 * end of a pipe that only we hold open.
 *
 * @returns a function that calls it off
 */
export function onceWeAreGone(script: string): () => void {
  const shell: ChildProcess = spawn('/bin/sh', ['-c', `read line || { ${script} ; }`], {
    detached: true, // a Ctrl-C meant for the tests must not reach it first
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  shell.unref();
  (shell.stdin as unknown as { unref(): void }).unref();
  shell.stdin?.on('error', () => {});
  return () => {
    shell.stdin?.end('stay\n');
  };
}
