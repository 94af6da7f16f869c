import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { curlLine } from './curl-line.js';
import { FuzzedWorld } from './fuzzed-world.js';
import type { FuzzRequest } from './requests.js';
import { fuzz } from './run.js';

/** Few, and always the same: `npm run fuzz` sends thousands, and other ones each time. */
const RUNS = 25;
const SEED = 20_261_121;

const FOLDER = join(import.meta.dirname, 'corpus');
const corpus = readdirSync(FOLDER).filter((file) => file.endsWith('.json'));

let world: FuzzedWorld;
beforeAll(async () => {
  world = await FuzzedWorld.start();
}, 60_000);
afterAll(() => world?.stop());

describe('a request that was once answered wrongly', () => {
  it.each(corpus)('is answered as documented now: %s', async (file) => {
    const request = JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as FuzzRequest;
    expect((await world.try(request)).faults).toEqual([]);
  });
});

describe('requests made from the documents, in order and not', () => {
  it('are answered as documented on every route', async () => {
    const reports = await fuzz(world, { runs: RUNS, seed: SEED });
    expect(reports.length).toBeGreaterThan(45);
    const failures = reports.flatMap(({ route, failure }) =>
      failure
        ? [{ route, faults: failure.faults, curl: curlLine(world.url(failure.request.api), failure.request) }]
        : [],
    );
    expect(failures).toEqual([]);
    expect(reports.filter(({ sent }) => sent < RUNS)).toEqual([]);
  }, 180_000);

  it('are noticed when they are answered wrongly', async () => {
    const undocumented = { api: 'ledger', method: 'GET', target: '/metrics', headers: {} } as const;
    expect((await world.try(undocumented)).faults).toEqual([expect.stringContaining('the route is not documented')]);
  });
});
