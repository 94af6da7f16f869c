import { SendingSite } from '../ledger/sending-site.js';
import type { Contestant } from '../measure/alternate.js';
import { residentMegabytes } from '../process/cpu-time.js';
import type { Run } from '../run.js';
import type { Bench } from './bench.js';

const SMALL = 1_000;
/** A filled chain has about as many unspent outputs as transactions; a few more make sure of a million. */
const TRANSACTIONS = 1_010_000;
const CLIENTS = 64;
const SENDS = 2_000;

/** Resident memory of a server that works, by the number of unspent outputs that it keeps in its index. */
export const memory: Bench = {
  summary: 'resident memory at 1,000,000 unspent outputs, against 1,000',
  run: async (run) => {
    const { transactions: [transactions = TRANSACTIONS] = [] } = run.options;
    const small = await working(SMALL, run);
    const large = await working(transactions, run);
    await run.section(
      'postgres, after sends in every round',
      [small, large],
      [
        {
          name: `megabytes at ${transactions.toLocaleString('en')} transactions`,
          metric: 'residentMb',
          measured: large.name,
          goal: { direction: 'at most', gate: 600, aim: 300 },
        },
        { name: `÷ at ${SMALL.toLocaleString('en')}`, metric: 'residentMb', measured: large.name, peer: small.name },
      ],
    );
  },
};

async function working(transactions: number, run: Run): Promise<Contestant> {
  const site = await SendingSite.open(run, await run.filled.copy(transactions, run.progress), { clients: CLIENTS });
  const measure = async () => {
    const { ok, failed } = await site.measure({ clients: CLIENTS, requests: SENDS });
    const { unspent_count: unspent } = await site.server.ledger.getChain();
    return { ok: ok!, failed: failed!, residentMb: residentMegabytes(site.server.pid), unspent };
  };
  return { name: `${transactions.toLocaleString('en')} transactions`, measure };
}
