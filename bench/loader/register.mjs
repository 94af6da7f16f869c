import { register } from 'node:module';

// `node --import ./bench/loader/register.mjs bench/main.ts` runs the bench from its sources, against the built libraries.
register('./hooks.mjs', import.meta.url);
