import { join } from 'node:path';
import { defineConfig } from 'vite';
import { compressed } from './build/compressed.js';
import { listedPages } from './build/listed-pages.js';
import { LEDGER_PATHS } from './ledger/paths.js';
import { REGISTRY_PATHS } from './registry/paths.js';

const ROOT = join(import.meta.dirname, '../..');
const CLIENT = join(ROOT, 'libs/client');
/** The servers that `npm run web` asks; those of `npm start`, unless named. */
const { LEDGER_URL = 'http://localhost:8080', REGISTRY_URL = 'http://localhost:8000' } = process.env;

/** Asks as a page of that server does: it refuses what pages of other origins send. */
const passedTo = (target: string) => ({ target, changeOrigin: true, headers: { origin: target } });

export default defineConfig({
  root: import.meta.dirname,
  publicDir: false,
  appType: 'mpa',
  resolve: { alias: { 'mizan-client/crypto': `${CLIENT}/crypto/index.ts`, 'mizan-client': `${CLIENT}/index.ts` } },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  plugins: [listedPages({ ledger: LEDGER_PATHS, registry: REGISTRY_PATHS }), compressed()],
  server: {
    proxy: {
      '/api': passedTo(LEDGER_URL),
      '^/(nodes|wallet/|events|peers|registry/|devnet)': passedTo(REGISTRY_URL),
    },
  },
  build: {
    outDir: join(ROOT, 'dist/web'),
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      input: { ledger: join(import.meta.dirname, 'ledger.html'), registry: join(import.meta.dirname, 'registry.html') },
    },
  },
});
