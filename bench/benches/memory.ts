import { setTimeout as sleep } from 'node:timers/promises';
import { environmentOf } from '../ledger/places.js';
import { SendingSite } from '../ledger/sending-site.js';
import type { Contestant } from '../measure/alternate.js';
import { BuiltServer, type BuiltServerOptions } from '../process/built-server.js';
import { residentMegabytes } from '../process/cpu-time.js';
import type { Run } from '../run.js';
import type { Bench } from './bench.js';

const SMALL = 1_000;
/** A filled chain has about as many unspent outputs as transactions; a few more make sure of a million. */
const TRANSACTIONS = 1_010_000;
const CLIENTS = 64;
const SENDS = 2_000;

/** A server that has started is at rest once what it used for that has been given back. */
const AT_REST_AFTER_MS = 30_000;

/** Resident memory of a server at rest, and of one that works, by the number of unspent outputs that it keeps in its index. */
export const memory: Bench = {
  summary: 'resident memory at rest, and at 1,000,000 unspent outputs, against 1,000',
  run: async (run) => {
    await atRest(run);
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
          goal: { direction: 'at most', gate: 350, aim: 250 },
        },
        { name: `÷ at ${SMALL.toLocaleString('en')}`, metric: 'residentMb', measured: large.name, peer: small.name },
      ],
    );
  },
};

async function atRest(run: Run): Promise<void> {
  const embedded = await run.places.fresh('embedded');
  const postgres = await run.places.fresh('postgres');
  const demo = resting('demo, both APIs, embedded', { dataDir: embedded.dataDir, serve: 'both' });
  const ledger = resting('ledger on PostgreSQL, empty', { dataDir: postgres.dataDir, env: environmentOf(postgres) });
  for (const contestant of [demo, ledger]) await contestant.start(); // makes the data
  await run.section(
    'at rest, 30 s after the start',
    [demo, ledger],
    [
      { ...megabytesOf(demo), goal: { direction: 'at most', gate: 350, aim: 220 } },
      { ...megabytesOf(ledger), goal: { direction: 'at most', gate: 200, aim: 120 } },
    ],
  );
}

function resting(name: string, options: BuiltServerOptions) {
  const start = async (restMs = 0) => {
    const server = await BuiltServer.start(options);
    await sleep(restMs);
    const residentMb = residentMegabytes(server.pid);
    await server.stop();
    return { residentMb };
  };
  return { name, start, measure: () => start(AT_REST_AFTER_MS) };
}

function megabytesOf({ name }: { name: string }) {
  return { name: `megabytes: ${name}`, metric: 'residentMb', measured: name };
}

async function working(transactions: number, run: Run): Promise<Contestant> {
  const site = await SendingSite.open(run, await run.filled.copy(transactions, run.progress), { clients: CLIENTS });
  const measure = async () => {
    const { ok, failed } = await site.measure({ clients: CLIENTS, requests: SENDS });
    const { unspent_count: unspent } = await site.server.ledger.getChain();
    return { ok: ok!, failed: failed!, residentMb: residentMegabytes(site.server.pid), unspent };
  };
  return { name: `${transactions.toLocaleString('en')} transactions`, measure };
}
