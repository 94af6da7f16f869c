import type { Bench } from './bench.js';
import { sends } from './sends.js';

/** What `npm run bench -- <name>` knows. */
export const benches: ReadonlyMap<string, Bench> = new Map([['sends', sends]]);
