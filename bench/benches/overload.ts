import { SendingSite } from '../ledger/sending-site.js';
import type { Bench } from './bench.js';

const CLIENTS = 256;
const TIMES = 4;
/** With so little patience four times the clients are too many, and some have to be refused. */
const PATIENCE = { MAX_WAIT_MS: '100', MAX_BLOCK_TRANSACTIONS: '200' };

/** What the ledger still does when four times as many ask as it can serve, and right after. */
export const overload: Bench = {
  summary: 'sends accepted at four times the load that the server can take, and after it',
  run: async (run) => {
    const clients = CLIENTS * TIMES;
    run.progress.say('funding wallets');
    const site = await SendingSite.open(run, await run.places.fresh('postgres'), { clients, env: PATIENCE });
    const { seconds } = run.options;
    await site.measure({ clients, seconds: Math.min(2, seconds) });
    const round = (name: string, count: number) => ({ name, measure: () => site.measure({ clients: count, seconds }) });
    const [full, beyond, after] = ['at capacity', 'at four times that', 'right after'] as const;
    const ratio = (measured: string) => ({
      name: `sends ${measured} ÷ ${full}`,
      metric: 'perSecond',
      measured,
      peer: full,
      goal: { direction: 'at least', gate: 0.8, aim: 0.95 } as const,
    });
    await run.section(
      'postgres',
      [round(full, CLIENTS), round(beyond, clients), round(after, CLIENTS)],
      [ratio(beyond), ratio(after)],
    );
    if (run.options.verify) await site.check('postgres');
    await site.close();
  },
};
