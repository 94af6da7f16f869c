import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A document of the repository. */
export const readDocument = (file: string) => readFileSync(join(import.meta.dirname, '..', '..', file), 'utf8');

/** The bash blocks of a section, as a reader pastes them one after the other. */
export function bashBlocks(heading: string, text: string): string[] {
  const [, after = ''] = text.split(`\n${heading}\n`);
  const [section = ''] = after.split(/\n##+ /);
  return [...section.matchAll(/```bash\n(.*?)```/gs)].map(([, script = '']) => script);
}

/** Pastes `script` into a bash that stops at the first failure, in the directory of the repository unless told otherwise. */
export async function paste(script: string, cwd?: string): Promise<string> {
  const shell = spawn('bash', ['--norc', '-eu', '-o', 'pipefail'], {
    cwd,
    stdio: ['pipe', 'pipe', 'pipe'],
    timeout: 60_000,
  });
  let output = '';
  let complaints = '';
  shell.stdout.on('data', (chunk: Buffer) => {
    output += chunk;
  });
  shell.stderr.on('data', (chunk: Buffer) => {
    complaints += chunk;
  });
  shell.stdin.end(script);
  const [code] = await once(shell, 'close');
  expect([complaints, code]).toEqual(['', 0]);
  return output;
}

/**
 * Finds the answers that the comments of `script` show in its output, in their order; `…` stands for any text.
 *
 * @param answer finds the answers: JSON, unless another is given
 */
export function expectShownAnswers(script: string, output: string, answer = /(?:^|; echo +)# ([[{].*)$/gm): void {
  const shown = [...script.matchAll(answer)].map(([, text = '']) => text);
  expect(shown.length).toBeGreaterThan(0);
  const lines = output.split('\n');
  for (const text of shown) {
    const parts = text.split('…').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    const at = lines.findIndex((line) => new RegExp(`^${parts.join('.*')}$`).test(line));
    if (at < 0) throw new Error(`the output does not show ${text} where the document does:\n${output}`);
    lines.splice(0, at + 1);
  }
}
