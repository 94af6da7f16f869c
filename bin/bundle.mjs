// Joins each program with the packages that it begins with into a few files: to load 2,000 took more than a second of each start.
import { readFile } from 'node:fs/promises';
import { dirname, relative, resolve, sep } from 'node:path';
import { rolldown } from 'rolldown';

const COMPILED = resolve('dist');
const BUNDLE = resolve('dist/bundle');
const PROGRAMS = { server: 'dist/apps/server/main.js', mizan: 'dist/apps/cli/main.js' };
/** Loaded from node_modules as ever: what is native, starts threads of its own or looks for files beside itself. */
const AS_PACKAGES =
  /^(?:@electric-sql\/pglite|fs-native-extensions|harfbuzzjs|pdfkit|pino|pino-pretty|piscina|secp256k1|swagger-ui-dist)(?:\/|$)/;

/** What the compiler wrote, with its maps, so that a stack can name the lines of the source. */
const compiled = {
  name: 'compiled',
  async load(id) {
    if (!id.startsWith(COMPILED + sep)) return null;
    const [code, map] = await Promise.all([readFile(id, 'utf8'), readFile(`${id}.map`, 'utf8')]);
    return { code: inItsPlace(code, id), map };
  },
};

/** A module that looks for files beside itself finds them where the compiler put it. */
function inItsPlace(code, id) {
  const place = (path) => `new URL(${JSON.stringify(relative(BUNDLE, path).split(sep).join('/'))}, import.meta.url)`;
  return code.replaceAll(/\bimport\.meta\.(dirname|url)\b/g, (_, what) =>
    what === 'url' ? `${place(id)}.href` : `process.getBuiltinModule('node:url').fileURLToPath(${place(dirname(id))})`,
  );
}

const bundle = await rolldown({
  input: PROGRAMS,
  platform: 'node',
  external: AS_PACKAGES,
  plugins: [compiled],
  // Nest and TypeORM ask for packages that nobody here has; each stays a call of require, which they catch.
  onLog: (level, log, print) => log.code !== 'UNRESOLVED_IMPORT' && level !== 'info' && print(level, log),
});
await bundle.write({
  dir: BUNDLE,
  cleanDir: true,
  format: 'esm',
  keepNames: true,
  strictExecutionOrder: true, // or a decorator may run before reflect-metadata does, depending on which files the pieces fall into
  sourcemap: 'hidden',
  chunkFileNames: '[name].js',
});
await bundle.close();
