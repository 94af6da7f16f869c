import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { shop } from '../ledger/fill-plan.js';
import { environmentOf } from '../ledger/places.js';
import type { Contestant } from '../measure/alternate.js';
import type { Question } from '../measure/verdict.js';
import { BuiltServer } from '../process/built-server.js';
import { cpuSeconds, familyCpuSeconds } from '../process/cpu-time.js';
import type { Run } from '../run.js';
import type { Bench } from './bench.js';

/** Nine in ten are payments, and one payment in four goes to the shop: 30,000 coins, which it never spends, and as many transactions. */
const TRANSACTIONS = 135_000;
const COINS = 'coins';
const HISTORY = 'transactions';

/** Whole lists, as a caller gets who asks for no page. */
export const lists: Bench = {
  summary: 'the whole list of 30,000 coins, of 30,000 transactions, and the report of their wallet',
  run: async (run) => {
    const { transactions: [transactions = TRANSACTIONS] = [] } = run.options;
    const place = await run.filled.copy(transactions, run.progress);
    const server = await BuiltServer.start({ dataDir: place.dataDir, env: environmentOf(place) });
    run.onEnd(() => server.stop());
    const wallet = `${server.url}/api/v1/wallets/${shop.address}`;
    const contestants = [
      await reader(run, server, COINS, `${wallet}/utxos`),
      await reader(run, server, HISTORY, `${wallet}/transactions`),
      await reader(run, server, 'wallet report', `${server.url}/api/v1/reports/wallet/${shop.address}`),
    ];
    await run.section('postgres, whole lists, one reader', contestants, [question(COINS), question(HISTORY)]);
  },
};

function question(measured: string): Question {
  return {
    name: `the whole list of ${measured}`,
    metric: 'seconds',
    measured,
    goal: { direction: 'at most', gate: 1, aim: 0.5 },
  };
}

async function reader(run: Run, { pid }: BuiltServer, name: string, url: string): Promise<Contestant> {
  const postgres = await run.places.postgres();
  const measure = async () => {
    const cpu = [cpuSeconds(pid), familyCpuSeconds(postgres.pid!)] as const;
    const startedAt = performance.now();
    const bytes = await readWhole(url);
    return {
      seconds: (performance.now() - startedAt) / 1_000,
      serverCpuSeconds: cpuSeconds(pid) - cpu[0],
      databaseCpuSeconds: familyCpuSeconds(postgres.pid!) - cpu[1],
      megabytes: bytes / 1e6,
    };
  };
  const rows = (await (await fetch(url)).json()) as unknown[] | { transactions: unknown[] };
  run.note(`${name}: ${('transactions' in rows ? rows.transactions : rows).length.toLocaleString('en')} rows`);
  return { name, measure };
}

/** Reads as fast as the answer comes, and keeps nothing of it. */
async function readWhole(url: string): Promise<number> {
  const [answer] = (await once(get(url, { agent: false }), 'response')) as [IncomingMessage];
  if (answer.statusCode !== 200) throw new Error(`${url} was answered with ${answer.statusCode}`);
  let bytes = 0;
  for await (const chunk of answer) bytes += (chunk as Buffer).length;
  return bytes;
}
