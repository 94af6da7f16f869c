import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

let program: Promise<WebAssembly.Module> | undefined;

/**
 * PostgreSQL as WebAssembly, compiled once for all threads of this process: a second thread that compiles it for itself takes as
 * long again, and its machine code as much memory.
 */
export function pgliteProgram(): Promise<WebAssembly.Module> {
  program ??= compile().catch((error: unknown) => {
    program = undefined;
    throw error;
  });
  return program;
}

async function compile(): Promise<WebAssembly.Module> {
  const entry = createRequire(import.meta.url).resolve('@electric-sql/pglite');
  return WebAssembly.compile(await readFile(join(dirname(entry), 'pglite.wasm')));
}
