import { toHex } from '@app/chain';
import { CoinsPlan } from '../ledger/coins-plan.js';
import { environmentOf } from '../ledger/places.js';
import { benchKey } from '../ledger/wallets.js';
import { LoadGenerator } from '../load/load-generator-process.js';
import type { RequestShape } from '../load/request-source.js';
import type { Payer } from '../load/round-trips.js';
import type { Contestant } from '../measure/alternate.js';
import type { Goal, Question } from '../measure/verdict.js';
import { BuiltServer } from '../process/built-server.js';
import { cpuSeconds } from '../process/cpu-time.js';
import type { Run } from '../run.js';
import type { Bench } from './bench.js';

const FEW = 10;
const CLIENTS = 32;
const SENDS = 2_000;
/** Coins of a page: all that the smallest owner has. */
const PAGE = 10;
/** What the faucet mints, in units: the worth of each coin. */
const REWARD = 15_000;
/** From so many coins on the goal counts. */
const MANY = 100_000;
const GOAL: Goal = { direction: 'at most', gate: 2, aim: 1.2 };

/**
 * The same requests about an owner of ten coins and owners of ever more, on one chain. Payments go out of one wallet of many
 * coins, which all clients share, and out of wallets of ten, one for each client, so that none runs dry.
 */
export const coins: Bench = {
  summary: 'first page of coins, prepare and send: one owner with 1,000 and 100,000 coins, against owners with 10',
  run: async (run) => {
    const sizes = run.options.coins;
    const owners = [FEW, ...sizes].map((size) => new Owners(size));
    const plan = new CoinsPlan(owners.flatMap(({ all, size }) => all.map(({ address }) => ({ address, coins: size }))));
    const place = await run.filled.planned(plan, run.progress);
    const env = { POW_BITS: String(run.options.powBits), ...environmentOf(place) };
    const server = await BuiltServer.start({ dataDir: place.dataDir, env });
    run.onEnd(() => server.stop());
    const contestants: Contestant[] = [];
    for (const some of owners) contestants.push(await contestant(run, server, some));
    await run.section(
      `postgres, ${plan.length.toLocaleString('en')} coins of all owners`,
      contestants,
      sizes.flatMap((size) => questions(size)),
    );
  },
};

/** Who has so many coins each: one who is only asked about, and those who pay. */
class Owners {
  readonly quiet: Payer;
  readonly paying: readonly Payer[];

  constructor(readonly size: number) {
    this.quiet = payer(`quiet ${size}`, 0);
    this.paying = Array.from({ length: size === FEW ? CLIENTS : 1 }, (_, at) => payer(`paying ${size}`, at));
  }

  get all(): readonly Payer[] {
    return [this.quiet, ...this.paying];
  }

  get name(): string {
    return nameOf(this.size);
  }
}

function nameOf(size: number): string {
  return `${size.toLocaleString('en')} coins`;
}

function payer(series: string, at: number): Payer {
  const { address, privateKey } = benchKey(series, at);
  return { address, privateKey: toHex(privateKey) };
}

function questions(size: number): Question[] {
  const metrics = { page: 'first page', prepare: 'prepare', send: 'send' };
  return Object.entries(metrics).flatMap(([metric, name]) => {
    const ratio = { measured: nameOf(size), peer: nameOf(FEW) };
    const which = `${name} of ${nameOf(size)} ÷ of ${FEW}`;
    return [
      { name: which, metric: `${metric}Ms`, ...ratio, ...(size >= MANY && { goal: GOAL }) },
      { name: `processor of ${which}`, metric: `${metric}CpuMs`, ...ratio },
    ];
  });
}

async function contestant(run: Run, server: BuiltServer, { name, quiet, paying, size }: Owners): Promise<Contestant> {
  const partners = Array.from({ length: CLIENTS }, (_, at) => payer(`partner of ${size}`, at));
  const body = JSON.stringify({ from: quiet.address, to: partners[0]!.address, amount: 2 * REWARD + 1 });
  const start = async (requests: RequestShape[]) => {
    const generator = await LoadGenerator.start(server.url, { kind: 'rotate', requests });
    run.onEnd(() => generator.stop());
    return generator;
  };
  const page = await start([{ method: 'GET', path: `/api/v1/wallets/${quiet.address}/utxos?limit=${PAGE}` }]);
  const prepare = await start([{ method: 'POST', path: '/api/v1/transactions/prepare', body }]);
  const trips = partners.map((partner, at) => ({ owner: paying[at % paying.length]!, partner }));
  const sends = await LoadGenerator.start(server.url, { kind: 'round-trips', trips, largest: 2 * REWARD, seed: 1 });
  run.onEnd(() => sends.stop());
  const measure = async () => {
    const [pageMs, pageCpuMs] = await msOf(server, page, { seconds: run.options.seconds });
    const [prepareMs, prepareCpuMs] = await msOf(server, prepare, { seconds: run.options.seconds });
    const [sendMs, sendCpuMs] = await msOf(server, sends, { requests: SENDS });
    return { pageMs, pageCpuMs, prepareMs, prepareCpuMs, sendMs, sendCpuMs };
  };
  await measure(); // the first round of a new process compiles
  return { name, measure };
}

/** Milliseconds per request while {@link CLIENTS} ask at once, and of the server's processor. */
async function msOf(
  { pid }: BuiltServer,
  generator: LoadGenerator,
  load: { seconds: number } | { requests: number },
): Promise<[number, number]> {
  const before = cpuSeconds(pid);
  const { ok, failed, seconds, statuses } = await generator.run({ clients: CLIENTS, ...load });
  if (failed > 0) throw new Error(`${failed} of ${ok + failed} requests failed: ${JSON.stringify(statuses)}`);
  return [(seconds * 1_000) / ok, ((cpuSeconds(pid) - before) * 1_000) / ok];
}
