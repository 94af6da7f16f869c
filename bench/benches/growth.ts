import { shop } from '../ledger/fill-plan.js';
import { historyPages } from '../ledger/history-pages.js';
import { SendingSite } from '../ledger/sending-site.js';
import { benchKey } from '../ledger/wallets.js';
import { LoadGenerator } from '../load/load-generator-process.js';
import type { Contestant } from '../measure/alternate.js';
import type { Goal, Question } from '../measure/verdict.js';
import type { Run } from '../run.js';
import type { Bench } from './bench.js';

const SMALL = 1_000;
const SIZES = [10_000, 100_000, 1_000_000];
const CLIENTS = 64;
/** Counted, not timed: the small chain must stay small. */
const SENDS = 1_000;
const READS = 2_000;
const PAGE = 10;

const SENDING: Goal = { direction: 'at most', gate: 1.2, aim: 1.05 };
/** Of processor time: it depends less on what else the machine does. */
const SENDING_CPU: Goal = { direction: 'at most', gate: 1.1, aim: 1.05 };
const READING: Goal = { direction: 'at most', gate: 1.5, aim: 1.1 };

/** What the same work costs on a small chain and on a large one, in turn. */
export const growth: Bench = {
  summary: 'cost of sends and reads at 10,000, 100,000 and 1,000,000 transactions, against 1,000',
  run: async (run) => {
    for (const size of run.options.transactions ?? SIZES) await compareWithSmall(size, run);
  },
};

async function compareWithSmall(size: number, run: Run): Promise<void> {
  const small = await openSite(SMALL, run);
  const large = await openSite(size, run);
  const peer = small.name;
  const goals = size >= 1_000_000;
  const question = (name: string, metric: string, goal: Goal): Question => ({
    name: `${name} ÷ at ${SMALL.toLocaleString('en')}`,
    metric,
    measured: large.name,
    peer,
    ...(goals && { goal }),
  });
  await run.section(
    `postgres, ${large.name}`,
    [small, large],
    [
      question('time per send', 'sendMs', SENDING),
      question('processor time per send', 'sendCpuMs', SENDING_CPU),
      question('time per balance', 'balanceMs', READING),
      question('time per first page', 'firstPageMs', READING),
      question('time per late page', 'latePageMs', READING),
    ],
  );
  for (const site of [small, large]) await site.close();
}

async function openSite(transactions: number, run: Run): Promise<Contestant & { close(): Promise<void> }> {
  const place = await run.filled.copy(transactions, run.progress);
  const site = await SendingSite.open(run, place, { clients: CLIENTS });
  const [first, late] = await historyPages(site.server, shop.address, PAGE, Number.POSITIVE_INFINITY);
  const wallets = Array.from({ length: 100 }, (_, at) => benchKey('fill', at).address);
  const balances = wallets.map((address) => `/api/v1/wallets/${address}/balance`);
  const readers = {
    balanceMs: await reader(run, site, balances),
    firstPageMs: await reader(run, site, [first.path]),
    latePageMs: await reader(run, site, [late.path]),
  };
  const measure = async () => {
    const sends = await site.measure({ clients: CLIENTS, requests: SENDS });
    const reads: Record<string, number> = {};
    for (const [name, generator] of Object.entries(readers)) reads[name] = await msPerRead(generator);
    const cores = sends.serverCpu! + sends.databaseCpu!;
    const size = await site.transactions();
    return {
      ok: sends.ok!,
      failed: sends.failed!,
      sendMs: 1000 / sends.perSecond!,
      sendCpuMs: (cores * 1000) / sends.perSecond!,
      ...reads,
      size,
    };
  };
  await measure(); // the first round of a new process compiles
  const close = async () => {
    for (const generator of Object.values(readers)) await generator.stop();
    await site.close();
    await run.places.remove(place);
  };
  return { name: `${transactions.toLocaleString('en')} transactions`, measure, close };
}

async function reader(run: Run, site: SendingSite, paths: string[]): Promise<LoadGenerator> {
  const requests = paths.map((path) => ({ method: 'GET' as const, path }));
  const generator = await LoadGenerator.start(site.server.url, { kind: 'rotate', requests });
  run.onEnd(() => generator.stop());
  return generator;
}

/** Milliseconds per request while {@link CLIENTS} ask at once. */
async function msPerRead(generator: LoadGenerator): Promise<number> {
  const { ok, failed, seconds } = await generator.run({ clients: CLIENTS, requests: READS });
  if (failed > 0) throw new Error(`${failed} of ${ok + failed} reads failed`);
  return (seconds * 1000) / ok;
}
