import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const PROJECT = join(import.meta.dirname, '..', '..');

/** Made from the API documents, and judged there. */
const GENERATED = 'libs/client/generated/';

/** The files of programs below `folders`, as git knows them or would, less what is generated. */
export function sourceFiles(folders: readonly string[]): string[] {
  return listed(folders).filter((file) => /\.m?tsx?$|\.mjs$/.test(file) && !file.startsWith(GENERATED));
}

/** The same without specs, with their texts. */
export function programTexts(folders: readonly string[]): { file: string; text: string }[] {
  return sourceFiles(folders)
    .filter((file) => !file.endsWith('.spec.ts'))
    .map((file) => ({ file, text: readFileSync(join(PROJECT, file), 'utf8') }));
}

/** Every document of the project. */
export function documents(): string[] {
  return listed(['*.md']);
}

function listed(paths: readonly string[]): string[] {
  const args = ['ls-files', '--cached', '--others', '--exclude-standard', '--deduplicate', '--', ...paths];
  return execFileSync('git', args, { cwd: PROJECT, encoding: 'utf8' })
    .split('\n')
    .filter((path) => path !== '' && existsSync(join(PROJECT, path)));
}
