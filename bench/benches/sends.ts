import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { type DatabaseKind } from '../ledger/places.js';
import { SendingSite } from '../ledger/sending-site.js';
import type { Contestant } from '../measure/alternate.js';
import { readProfiles } from '../measure/profile-summary.js';
import { figure, table } from '../measure/table.js';
import type { Question } from '../measure/verdict.js';
import { plainLedger, rawCrypto } from '../peers/start-peers.js';
import type { Run } from '../run.js';
import type { Bench } from './bench.js';

const GROUPED = 'Mizan';
const ONE_BY_ONE = 'one block per request';
const PROFILE_ROWS = 30;
/** V8 compiles the paths of a send for so long; what is measured is a server that has been at work for a while. */
const WARM_UP_SECONDS = 10;

/** Payments over HTTP, by many clients from wallets of 1 to 5 coins, each answered when its block is stored. */
export const sends: Bench = {
  summary: 'POST /transactions against one block per request, a plain ledger, and bare cryptography',
  run: async (run) => {
    for (const database of run.options.databases) await measureOn(database, run);
  },
};

async function measureOn(database: DatabaseKind, run: Run): Promise<void> {
  const { seconds, clients: clientCounts } = run.options;
  const most = Math.max(...clientCounts);
  run.progress.say(`${database}: funding wallets`);
  const grouped = await SendingSite.open(run, await run.places.fresh(database), {
    clients: most,
    nodeArgs: run.options.profile ? ['--cpu-prof', `--cpu-prof-dir=${newProfileFolder(run, database)}`] : [],
  });
  const oneByOne = await SendingSite.open(run, await run.places.fresh(database), {
    clients: most,
    env: { MAX_BLOCK_TRANSACTIONS: '1' },
  });
  const peers: Contestant[] = [...(database === 'postgres' ? [await plainLedger(run)] : []), await rawCrypto(run)];
  for (const site of [grouped, oneByOne]) await site.measure({ clients: most, seconds: WARM_UP_SECONDS });
  for (const clients of clientCounts) {
    await run.section(
      `${database}, ${clients} ${clients === 1 ? 'client' : 'clients'}`,
      [
        { name: GROUPED, measure: () => grouped.measure({ clients, seconds }) },
        { name: ONE_BY_ONE, measure: () => oneByOne.measure({ clients, seconds }) },
        ...peers,
      ],
      questions(database, clients, peers),
    );
  }
  if (run.options.verify) {
    await grouped.check(`${database}, ${GROUPED}`);
    await oneByOne.check(`${database}, ${ONE_BY_ONE}`);
  }
  for (const site of [grouped, oneByOne]) await site.close();
  if (run.options.profile) noteProfiles(run, profileFolder(run, database));
}

/** The goals are for a durable PostgreSQL; elsewhere the ratios are shown without. */
function questions(database: DatabaseKind, clients: number, peers: readonly Contestant[]): Question[] {
  const busy = database === 'postgres' && clients === 256;
  const ratio = (peer: string, gate: number, aim: number): Question => ({
    name: `sends ÷ ${peer}`,
    metric: 'perSecond',
    measured: GROUPED,
    peer,
    ...(busy && { goal: { direction: 'at least', gate, aim } }),
  });
  return [
    ratio(ONE_BY_ONE, 12, 25),
    ...peers.map(({ name }) => (name.startsWith('plain') ? ratio(name, 0.4, 0.8) : ratio(name, 0.5, 0.9))),
    {
      name: `p99 ÷ ${ONE_BY_ONE}`,
      metric: 'p99Ms',
      measured: GROUPED,
      peer: ONE_BY_ONE,
      ...(database === 'postgres' && clients === 64 && { goal: { direction: 'at most', gate: 0.2, aim: 0.07 } }),
    },
  ];
}

/** Empties it: a profile of another day would be read as one of today. */
function newProfileFolder(run: Run, database: DatabaseKind): string {
  rmSync(profileFolder(run, database), { recursive: true, force: true });
  return profileFolder(run, database);
}

function profileFolder(run: Run, database: DatabaseKind): string {
  return join(run.reports, 'profiles', database);
}

/** The whole life of the server is in them, its start included. */
function noteProfiles(run: Run, folder: string): void {
  for (const { file, summary } of readProfiles(folder)) {
    const rows = summary.rows
      .slice(0, PROFILE_ROWS)
      .map(({ place, selfMs, share }) => [place, figure(selfMs), `${(share * 100).toFixed(1)} %`]);
    run.note(
      `\n${file}: ${figure(summary.busyMs)} ms busy, ${figure(summary.idleMs)} ms idle\n${table(['', 'self ms', 'share'], rows)}`,
    );
  }
}
