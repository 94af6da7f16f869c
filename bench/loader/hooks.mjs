import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { transform } from '@swc/core';

const ROOT = new URL('../../', import.meta.url);
/** What runs from its TypeScript source; everything else comes out of dist/, as a user runs it. */
const SOURCES = ['bench/', 'test/', 'libs/client/generator/'].map((folder) => new URL(folder, ROOT).href);

export async function resolve(specifier, context, next) {
  if (specifier.startsWith('@app/infrastructure/')) {
    return next(new URL(`dist/libs/${specifier.slice('@app/'.length)}`, ROOT).href, context);
  }
  if (specifier.startsWith('@app/')) {
    return next(new URL(`dist/libs/${specifier.slice('@app/'.length)}/index.js`, ROOT).href, context);
  }
  if (isSource(context.parentURL ?? '') && /^\.{1,2}\/.*\.js$/.test(specifier)) {
    return next(specifier.replace(/\.js$/, '.ts'), context);
  }
  return next(specifier, context);
}

export async function load(url, context, next) {
  if (!isSource(url) || !url.endsWith('.ts')) return next(url, context);
  const path = fileURLToPath(url);
  const { code } = await transform(await readFile(path, 'utf8'), {
    filename: path,
    swcrc: false,
    sourceMaps: 'inline',
    jsc: { parser: { syntax: 'typescript' }, target: 'es2023' },
    module: { type: 'es6' },
  });
  return { format: 'module', source: code, shortCircuit: true };
}

function isSource(url) {
  return SOURCES.some((folder) => url.startsWith(folder));
}
