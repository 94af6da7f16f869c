import { COIN_WORLDS } from '../support/coin-worlds.js';
import { HistoryWorld } from '../support/histories/history-world.js';
import { type Act, ALL_ACTS, RandomHistory } from '../support/histories/random-history.js';
import { type PostgresServer, startPostgres } from '../support/postgres.js';
import { seededChance } from './support/seeded-chance.js';

/**
 * `npm run histories` plays 10,000 on the devnet and 100 on a daemon, from the seed HISTORIES_FROM on; with HISTORY_SEED one
 * is played again, and what happens in it is printed.
 */
const { HISTORIES = '300', DAEMON_HISTORIES = '6', HISTORIES_FROM = '1', HISTORY_SEED } = process.env;
const FIRST = Number(HISTORY_SEED ?? HISTORIES_FROM);
/** A history waits more than it works. */
const AT_ONCE = { devnet: 12, daemon: 3 };
/** Nothing in these databases is kept. */
const THROWAWAY = { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off', autovacuum: 'off' };
/** In so many histories every act happens: each history promises one of them, and so each act is promised by five. */
const MANY = 5 * ALL_ACTS.length;

describe('the books and Core agree in the end', () => {
  let server: PostgresServer;

  beforeAll(async () => {
    server = await startPostgres({ settings: THROWAWAY });
    await HistoryWorld.prepare(server);
  }, 60_000);
  afterAll(() => server?.stop());

  for (const { name, whySkipped, open } of COIN_WORLDS) {
    const isDevnet = name === 'the devnet';
    const count = HISTORY_SEED === undefined ? Number(isDevnet ? HISTORIES : DAEMON_HISTORIES) : 1;
    let consolidations = 0;
    const play = async (seed: number): Promise<RandomHistory> => {
      const chance = seededChance(seed);
      const randomBytes = (length: number) => Uint8Array.from({ length }, () => Math.floor(chance() * 256));
      const coin = await open({ encrypted: true, randomBytes });
      const world = await HistoryWorld.open(server, coin);
      const history = new RandomHistory(world, seededChance(seed + 1_000_003), promisedBy(seed));
      try {
        const faults = await history.run();
        if (faults.length > 0) throw new Error(faults.join('; '));
        consolidations += await world.consolidations();
        return history;
      } catch (cause) {
        throw new Error(`HISTORY_SEED=${seed}: ${(cause as Error).message}\n${history.told.join('\n')}`, { cause });
      } finally {
        if (HISTORY_SEED !== undefined) process.stdout.write(`${history.told.join('\n')}\n`);
        await world.close();
      }
    };

    (whySkipped === null ? it : it.skip)(
      `whatever nodes, the operator and the network do on ${name}${whySkipped ? ` (skipped: ${whySkipped})` : ''}: ${count} random histories from seed ${FIRST} on`,
      async () => {
        const done = new Set<string>();
        let next = FIRST;
        let failure: unknown;
        const playAll = async () => {
          while (next < FIRST + count && !failure) {
            const history = await play(next++).catch((error: unknown) => {
              failure ??= error;
            });
            for (const act of history?.done ?? []) done.add(act);
          }
        };
        await Promise.all(Array.from({ length: isDevnet ? AT_ONCE.devnet : AT_ONCE.daemon }, playAll));
        if (failure) throw failure;
        if (count < MANY) return;
        expect(ALL_ACTS.filter((act) => !done.has(act))).toEqual([]);
        expect(consolidations).toBeGreaterThan(0);
      },
      60_000 + count * (isDevnet ? 10_000 : 60_000),
    );
  }
});

function promisedBy(seed: number): Act {
  return ALL_ACTS[seed % ALL_ACTS.length]!;
}
