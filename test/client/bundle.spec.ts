import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { build } from 'esbuild';
import { ROOT } from './support/installed-client.js';

const MOST_BYTES = 15 * 1024;

/** The parts of a page that uses `code`, as a bundler makes them: what it loads at first, and what later. */
async function bundle(code: string) {
  const { metafile, outputFiles } = await build({
    stdin: { contents: code, resolveDir: join(ROOT, 'libs/client'), sourcefile: 'page.ts' },
    bundle: true,
    splitting: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    outdir: 'out',
    write: false,
    metafile: true,
  });
  const [entry] = outputFiles.filter(({ path }) => path.endsWith('/stdin.js'));
  const inputs = Object.keys(metafile.outputs['out/stdin.js']!.inputs);
  return { bytes: gzipSync(entry!.contents, { level: 9 }).length, inputs, parts: outputFiles.length };
}

describe('a page that uses the client', () => {
  it(`loads at most ${MOST_BYTES} bytes of it, packed, and no cryptography before it signs`, async () => {
    const { bytes, inputs, parts } = await bundle("export * from './index.js';");
    expect(bytes).toBeLessThan(MOST_BYTES);
    expect(inputs.filter((file) => /noble|crypto\//.test(file))).toEqual([]);
    expect(inputs.some((file) => file.endsWith('/perform.ts'))).toBe(true);
    expect(parts).toBeGreaterThan(1);
  });

  it('loads nothing of the registry when it calls the ledger alone', async () => {
    const { inputs } = await bundle("export { createLedger } from './index.js';");
    expect(inputs.filter((file) => file.includes('registry'))).toEqual([]);
  });
});

describe('the package', () => {
  it('has the version of the server, and asks for the packages that this repository is tested with', () => {
    const read = (file: string) => JSON.parse(readFileSync(join(ROOT, file), 'utf8'));
    const [own, client] = [read('package.json'), read('libs/client/package.json')];
    expect(client.version).toBe(own.version);
    expect(own.dependencies).toMatchObject(client.dependencies);
    expect(Object.keys(client.dependencies)).toEqual(['@noble/curves', '@noble/hashes']);
  });
});
