import { WALLET_HISTORY } from '@app/infrastructure/sql/ledger/sql-wallet-history.js';
import { shop } from '../ledger/fill-plan.js';
import { historyPages } from '../ledger/history-pages.js';
import { environmentOf } from '../ledger/places.js';
import { benchKey } from '../ledger/wallets.js';
import { LoadGenerator } from '../load/load-generator-process.js';
import type { RequestShape } from '../load/request-source.js';
import type { Contestant } from '../measure/alternate.js';
import type { Question } from '../measure/verdict.js';
import { bareFastify, preparedSql } from '../peers/start-peers.js';
import { BuiltServer } from '../process/built-server.js';
import { CpuShares, cpuSeconds, familyCpuSeconds } from '../process/cpu-time.js';
import type { Run } from '../run.js';
import type { Bench } from './bench.js';

/** Enough for a history of 100,000: nine in ten are payments, and one payment in four goes to the shop. */
const TRANSACTIONS = 450_000;
const CLIENTS = 64;
const PAGE = 10;
/** What follows 100,000 entries. */
const DEEP_PAGE = 10_001;
const WALLETS = 200;

const BARE = 'bare Fastify';
const BALANCE = 'balance';
const FIRST_PAGE = 'history, page 1';

/** A name, the URL of a server, and paths that are asked for in turn. */
type Measured = [string, string, string[]];

/** What explorers and wallets ask all day, on a filled PostgreSQL. */
export const reads: Bench = {
  summary: 'balance, history page 1 and page 10,000, blocks, a block; against bare Fastify and prepared SQL',
  run: async (run) => {
    const { transactions: [transactions = TRANSACTIONS] = [], powBits } = run.options;
    const place = await run.filled.copy(transactions, run.progress);
    const env = { POW_BITS: String(powBits), ...environmentOf(place) };
    const server = await BuiltServer.start({ dataDir: place.dataDir, env });
    run.onEnd(() => server.stop());
    const postgres = await run.places.postgres();
    const parts = { serverCpu: () => cpuSeconds(server.pid), databaseCpu: () => familyCpuSeconds(postgres.pid!) };
    const [firstPage, deepPage] = await historyPages(server, shop.address, PAGE, DEEP_PAGE);
    const deepName = `history, page ${deepPage.number.toLocaleString('en')}`;
    const { height } = await server.ledger.getChain();
    const wallets = Array.from({ length: WALLETS }, (_, at) => benchKey('fill', at).address);
    const measured: Measured[] = [
      [BARE, await bareFastify(run), wallets.map((address) => `/balance/${address}`)],
      [BALANCE, server.url, wallets.map((address) => `/api/v1/wallets/${address}/balance`)],
      [FIRST_PAGE, server.url, [firstPage.path]],
      ...(deepPage.number > 1 ? [[deepName, server.url, [deepPage.path]] satisfies Measured] : []),
      ['blocks, a page of 100', server.url, ['/api/v1/blocks?limit=100']],
      [
        'a block of 1,000',
        server.url,
        Array.from({ length: 20 }, (_, at) => `/api/v1/blocks/${1 + (at % (height - 1))}`),
      ],
    ];
    const contestants: Contestant[] = [];
    for (const [name, url, paths] of measured) {
      contestants.push(await reader(run, name, url, paths, url === server.url ? parts : {}));
    }
    const sql = await preparedSql(run, place.databaseUrl!, WALLET_HISTORY.received.asc, {
      address: Buffer.from(shop.address, 'hex'),
      after_key: -1,
      row_limit: PAGE + 1,
    });
    await run.section(
      `postgres, ${transactions.toLocaleString('en')} transactions, ${CLIENTS} clients`,
      [...contestants, sql],
      [...questions(measured.map(([name]) => name).slice(1), deepName), sqlQuestion(sql.name)],
    );
  },
};

function sqlQuestion(peer: string): Question {
  const goal = { direction: 'at least', gate: 0.5, aim: 0.8 } as const;
  return { name: `${FIRST_PAGE} ÷ the same ${peer}`, metric: 'perSecond', measured: FIRST_PAGE, peer, goal };
}

function questions(names: readonly string[], deepName: string): Question[] {
  const deepQuestion: Question = {
    name: `time of ${deepName} ÷ page 1`,
    metric: 'p50Ms',
    measured: deepName,
    peer: FIRST_PAGE,
    goal: { direction: 'at most', gate: 1.5, aim: 1.1 },
  };
  const balanceGoal = { direction: 'at least', gate: 0.5, aim: 0.8 } as const;
  return [
    ...names.map((name) => ({
      name: `${name} ÷ ${BARE}`,
      metric: 'perSecond',
      measured: name,
      peer: BARE,
      ...(name === BALANCE && { goal: balanceGoal }),
    })),
    ...(names.includes(deepName) ? [deepQuestion] : []),
  ];
}

async function reader(
  run: Run,
  name: string,
  url: string,
  paths: string[],
  parts: Record<string, () => number>,
): Promise<Contestant> {
  const requests = paths.map((path): RequestShape => ({ method: 'GET', path }));
  const generator = await LoadGenerator.start(url, { kind: 'rotate', requests });
  run.onEnd(() => generator.stop());
  await generator.run({ clients: CLIENTS, seconds: Math.min(1, run.options.seconds) });
  const measure = async () => {
    const shares = new CpuShares(parts);
    const {
      statuses: _,
      seconds: __,
      ...result
    } = await generator.run({ clients: CLIENTS, seconds: run.options.seconds });
    return { ...result, ...shares.shares() };
  };
  return { name, measure };
}
