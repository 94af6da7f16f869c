import { HistoryWorld } from '../support/histories/history-world.js';
import { RandomHistory } from '../support/histories/random-history.js';
import { type PostgresServer, startPostgres } from '../support/postgres.js';
import { seededChance } from './support/seeded-chance.js';

/**
 * `npm run histories` makes 10,000 of them, from the seed HISTORIES_FROM on; with HISTORY_SEED one is made again, and what
 * happens in it is printed.
 */
const { HISTORIES = '30', HISTORIES_FROM = '1', HISTORY_SEED } = process.env;
const FIRST = Number(HISTORY_SEED ?? HISTORIES_FROM);
const COUNT = HISTORY_SEED === undefined ? Number(HISTORIES) : 1;

describe('whatever nodes, the operator and the network do', () => {
  let server: PostgresServer;

  beforeAll(async () => {
    server = await startPostgres({ settings: { fsync: 'off', full_page_writes: 'off' } });
    await HistoryWorld.prepare(server);
  }, 60_000);
  afterAll(() => server?.stop());

  const run = async (seed: number): Promise<{ faults: string[]; told: string[] }> => {
    const world = await HistoryWorld.open(server, seededChance(seed));
    const history = new RandomHistory(world, seededChance(seed + 1_000_003));
    try {
      return { faults: await history.run(), told: history.told };
    } finally {
      await world.close();
    }
  };

  it(
    `the books and Core agree afterwards, in ${COUNT} random histories from seed ${FIRST} on`,
    async () => {
      for (let seed = FIRST; seed < FIRST + COUNT; seed++) {
        const { faults, told } = await run(seed);
        if (HISTORY_SEED !== undefined) process.stdout.write(`${told.join('\n')}\n`);
        if (faults.length > 0) throw new Error(`HISTORY_SEED=${seed}: ${faults.join('; ')}\n${told.join('\n')}`);
      }
    },
    60_000 + COUNT * 10_000,
  );
});
