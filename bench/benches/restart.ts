import { environmentOf } from '../ledger/places.js';
import type { Contestant } from '../measure/alternate.js';
import { BuiltServer } from '../process/built-server.js';
import type { Run } from '../run.js';
import type { Bench } from './bench.js';

const SMALL = 1_000;
const TRANSACTIONS = 1_000_000;

/** From the start of the process until it answers, the verified tail and the loaded index included. */
export const restart: Bench = {
  summary: 'restart to ready at 1,000,000 transactions, against 1,000',
  run: async (run) => {
    const { transactions: [transactions = TRANSACTIONS] = [] } = run.options;
    const small = await restarting(SMALL, run);
    const large = await restarting(transactions, run);
    await run.section(
      'postgres, restart to ready',
      [small, large],
      [
        {
          name: `seconds at ${transactions.toLocaleString('en')} transactions`,
          metric: 'readySeconds',
          measured: large.name,
          goal: { direction: 'at most', gate: 5, aim: 3 },
        },
        { name: `÷ at ${SMALL.toLocaleString('en')}`, metric: 'readySeconds', measured: large.name, peer: small.name },
      ],
    );
  },
};

async function restarting(transactions: number, run: Run): Promise<Contestant> {
  const place = await run.filled.copy(transactions, run.progress);
  const measure = async () => {
    const server = await BuiltServer.start({ dataDir: place.dataDir, env: environmentOf(place) });
    await server.stop();
    return { readySeconds: server.startMs / 1000 };
  };
  await measure(); // the first start reads the files of the copy from disk
  return { name: `${transactions.toLocaleString('en')} transactions`, measure };
}
