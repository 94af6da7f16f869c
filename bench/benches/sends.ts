import { type DatabaseKind } from '../ledger/places.js';
import { SendingSite } from '../ledger/sending-site.js';
import type { Contestant } from '../measure/alternate.js';
import type { Question } from '../measure/verdict.js';
import type { PlainLedgerQuestion, PlainLedgerResult } from '../peers/plain-ledger.js';
import type { RawCryptoQuestion } from '../peers/raw-crypto.js';
import { Child } from '../process/child.js';
import { CpuShares, familyCpuSeconds } from '../process/cpu-time.js';
import type { Run } from '../run.js';
import type { Bench } from './bench.js';

const GROUPED = 'Mizan';
const ONE_BY_ONE = 'one block per request';
const PLAIN = 'plain ledger, 32 clients';
const RAW = 'sign + verify, one core';

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
  const grouped = await SendingSite.open(run, await run.places.fresh(database), { clients: most });
  const oneByOne = await SendingSite.open(run, await run.places.fresh(database), {
    clients: most,
    env: { MAX_BLOCK_TRANSACTIONS: '1' },
  });
  const peers: Contestant[] = [await rawCrypto(run)];
  if (database === 'postgres') peers.unshift(await plainLedger(run));
  for (const site of [grouped, oneByOne]) await site.measure({ clients: most, seconds: Math.min(2, seconds) });
  for (const clients of clientCounts) {
    await run.section(
      `${database}, ${clients} ${clients === 1 ? 'client' : 'clients'}`,
      [
        { name: GROUPED, measure: () => grouped.measure({ clients, seconds }) },
        { name: ONE_BY_ONE, measure: () => oneByOne.measure({ clients, seconds }) },
        ...peers,
      ],
      questions(database, clients),
    );
  }
  if (run.options.verify) {
    await grouped.check(`${database}, ${GROUPED}`);
    await oneByOne.check(`${database}, ${ONE_BY_ONE}`);
  }
  for (const site of [grouped, oneByOne]) await site.close();
}

/** The goals are for a durable PostgreSQL; elsewhere the ratios are shown without. */
function questions(database: DatabaseKind, clients: number): Question[] {
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
    ...(database === 'postgres' ? [ratio(PLAIN, 0.4, 0.8)] : []),
    ratio(RAW, 0.5, 0.9),
    {
      name: `p99 ÷ ${ONE_BY_ONE}`,
      metric: 'p99Ms',
      measured: GROUPED,
      peer: ONE_BY_ONE,
      ...(database === 'postgres' && clients === 64 && { goal: { direction: 'at most', gate: 0.2, aim: 0.07 } }),
    },
  ];
}

async function plainLedger(run: Run): Promise<Contestant> {
  const { databaseUrl } = await run.places.fresh('postgres');
  const child = new Child(new URL('../peers/plain-ledger.ts', import.meta.url));
  run.onEnd(() => child.stop());
  await child.ask({ kind: 'open', url: databaseUrl!, clients: 32 } satisfies PlainLedgerQuestion);
  const postgres = await run.places.postgres();
  const measure = async () => {
    const shares = new CpuShares({ databaseCpu: () => familyCpuSeconds(postgres.pid!) });
    const question: PlainLedgerQuestion = { kind: 'run', seconds: run.options.seconds };
    return { ...(await child.ask<PlainLedgerResult>(question)), ...shares.shares() };
  };
  return { name: PLAIN, measure };
}

async function rawCrypto(run: Run): Promise<Contestant> {
  const child = new Child(new URL('../peers/raw-crypto.ts', import.meta.url));
  run.onEnd(() => child.stop());
  const question: RawCryptoQuestion = { seconds: run.options.seconds };
  return { name: RAW, measure: () => child.ask(question) };
}
