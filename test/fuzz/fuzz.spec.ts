import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ModeName } from '@app/kernel';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { curlLine } from './curl-line.js';
import { FuzzedWorld } from './fuzzed-world.js';
import type { FuzzRequest } from './requests.js';
import { fuzz } from './run.js';

/** Few, and always the same: `npm run fuzz` sends thousands, and other ones each time. */
const RUNS = 25;
const SEED = 20_261_121;

const FOLDER = join(import.meta.dirname, 'corpus');
const corpus = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.json'))
  .map((file) => ({ file, request: JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as FuzzRequest }));

describe.each<ModeName>(['demo', 'production'])('in %s', (mode) => {
  const isOfThisMode = ({ request }: (typeof corpus)[number]) => (request.caller === undefined) === (mode === 'demo');
  let world: FuzzedWorld;
  beforeAll(async () => {
    world = await FuzzedWorld.start(mode);
  }, 60_000);
  afterAll(() => world?.stop());

  it('requests that were once answered wrongly are answered as documented now', async () => {
    for (const { file, request } of corpus.filter(isOfThisMode)) {
      expect({ file, faults: (await world.try(request)).faults }).toEqual({ file, faults: [] });
    }
  });

  it('requests made from the documents, in order and not, are answered as documented on every route', async () => {
    const reports = await fuzz(world, { runs: RUNS, seed: SEED });
    expect(reports.length).toBeGreaterThan(45);
    const failures = reports.flatMap(({ route, failure }) =>
      failure
        ? [{ route, faults: failure.faults, curl: curlLine(world.url(failure.request.api), failure.request) }]
        : [],
    );
    expect(failures).toEqual([]);
    expect(reports.filter(({ sent }) => sent < RUNS)).toEqual([]);
    const answered = reports.filter(({ statuses }) => statuses[200] !== undefined);
    expect(answered.length).toBeGreaterThan(30);
  }, 180_000);

  it('a wrong answer is noticed', async () => {
    const undocumented = { api: 'ledger', method: 'GET', target: '/metrics', headers: {} } as const;
    expect((await world.try(undocumented)).faults).toEqual([expect.stringContaining('the route is not documented')]);
  });
});
