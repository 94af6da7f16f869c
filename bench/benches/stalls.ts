import { table } from '../measure/table.js';
import type { Run } from '../run.js';
import { HeavyLedger } from '../stalls/costly-ledger.js';
import { paymentCosts } from '../stalls/costly-payments.js';
import { receiptCosts } from '../stalls/costly-receipts.js';
import { HeavyRegistry } from '../stalls/costly-registry.js';
import type { CostTable, MakeRequest } from '../stalls/costly-request.js';
import { webhookCosts } from '../stalls/costly-webhooks.js';
import { WatchedServer } from '../stalls/watched-server.js';
import type { Bench } from './bench.js';

/** The least of so many tries counts: what the request itself causes comes each time, what else the machine does does not. */
const TRIES = 3;

const GOALS = {
  stallMs: { direction: 'at most', gate: 50, aim: 20 },
  megabytes: { direction: 'at most', gate: 32, aim: 16 },
} as const;

/** Where nothing that is measured is limited. */
const ENVIRONMENT = {
  POW_BITS: '4',
  ZAKAT_WALLET_ADDRESS: '5'.repeat(64),
  DEVNET_BLOCK_INTERVAL_MS: '0',
  WALLET_MAX_TRANSACTIONS_PER_WINDOW: '1000000',
  WALLET_MAX_ADDRESSES_PER_WINDOW: '1000000',
};

interface Cost {
  status: number;
  bytes: number;
  stallMs: number;
  megabytes: number;
}

/** What one request of a stranger can do to the callers beside them. */
export const stalls: Bench = {
  summary: 'the most expensive legal and illegal request of each open route: stall of the event loop, memory',
  run: async (run) => {
    const ledger = await watched('ledger', run);
    const heavy = await HeavyLedger.prepare(ledger.server.url, (done, all) => run.progress.show(done, all, 'ledger'));
    const ledgerUrl = ledger.server.url;
    const costs = {
      ...heavy.costs(),
      ...(await paymentCosts(ledgerUrl)),
      ...(await receiptCosts(ledgerUrl)),
      ...(await webhookCosts(ledgerUrl, '/api/v1', 'zakat.run.completed')),
    };
    await measure(run, 'ledger', ledger, costs);
    const registry = await watched('registry', run);
    const nodes = await HeavyRegistry.prepare(registry.server, (done, all) => run.progress.show(done, all, 'registry'));
    const hooks = await webhookCosts(registry.server.url, '', 'reserves.frozen');
    await measure(run, 'registry', registry, { ...nodes.costs(), ...hooks });
  },
};

async function watched(api: 'ledger' | 'registry', run: Run): Promise<WatchedServer> {
  const watched = await WatchedServer.start(api, await run.places.fresh('postgres'), ENVIRONMENT);
  run.onEnd(() => watched.server.stop());
  return watched;
}

async function measure(run: Run, api: string, watched: WatchedServer, costs: CostTable): Promise<void> {
  await demandEveryRoute(watched, costs);
  const worst = new Map<string, Cost>();
  const sweep = async () => {
    for (const [route, { legal, illegal }] of Object.entries(costs)) {
      for (const [kind, make] of [
        ['legal', legal],
        ['illegal', illegal],
      ] as const) {
        const name = `${route}, ${kind}`;
        const cost = await costOf(watched, make);
        const known = worst.get(name);
        worst.set(name, known && known.stallMs > cost.stallMs ? { ...cost, stallMs: known.stallMs } : cost);
      }
    }
    const all = [...worst.values()];
    return {
      stallMs: Math.max(...all.map(({ stallMs }) => stallMs)),
      megabytes: Math.max(...all.map(({ megabytes }) => megabytes)),
    };
  };
  const name = `the worst of ${Object.keys(costs).length * 2} requests`;
  const questions = (['stallMs', 'megabytes'] as const).map((metric) => ({
    name: metric,
    metric,
    measured: name,
    goal: GOALS[metric],
  }));
  await run.section(`${api}, one request at a time`, [{ name, measure: sweep }], questions);
  const rows = [...worst].map(([route, { status, bytes, stallMs, megabytes }]) => [
    route,
    String(status),
    bytes.toLocaleString('en'),
    stallMs.toFixed(0),
    megabytes.toFixed(1),
  ]);
  run.note(`\n${table(['request', 'answer', 'bytes', 'stall, ms', 'MB'], rows)}`);
}

async function costOf(watched: WatchedServer, make: MakeRequest): Promise<Cost> {
  let least = await watched.stallMs(await make());
  for (let tries = 1; tries < TRIES; tries++) {
    const again = await watched.stallMs(await make());
    if (again.stallMs < least.stallMs) least = again;
  }
  return { ...least, megabytes: await watched.megabytes(await make()) };
}

/** A route that is added has its costs measured too. */
async function demandEveryRoute(watched: WatchedServer, costs: CostTable): Promise<void> {
  const answer = await fetch(`${watched.server.url}/docs/openapi.json`);
  const { paths } = (await answer.json()) as { paths: Record<string, Record<string, { security?: object[] }>> };
  for (const [path, operations] of Object.entries(paths)) {
    for (const [method, { security = [{}] }] of Object.entries(operations)) {
      const isOpen = security.some((needed) => Object.keys(needed).length === 0);
      const route = `${method.toUpperCase()} ${path}`;
      if (isOpen && !(route in costs)) throw new Error(`the bench has no requests for ${route}`);
    }
  }
}
