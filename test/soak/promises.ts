import { until } from '../registry-api/support/wallet-client.js';
import { judgeChain } from '../support/judge.js';
import type { MixedLoad } from './mixed-load.js';
import type { SoakSite } from './soak-site.js';

export interface Verdict {
  readonly promise: string;
  /** What breaks it; empty when it is kept. */
  readonly faults: readonly string[];
}

interface Page {
  transactions: { transaction_type: string; status: string; txid: string }[];
  next_cursor: string | null;
}

/** Holds what is stored against what was acknowledged, after everything has settled. */
export async function judge(site: SoakSite, load: MixedLoad): Promise<Verdict[]> {
  return [
    // First, since they report no more.
    await verdict('nodes that report are online', () => nodes(site, load)),
    await verdict('the whole chain verifies, and every acknowledged transfer is on it once', () =>
      transfers(site, load),
    ),
    await verdict('every payment of a node was made once', () => payments(site, load)),
    await verdict('the books and Core agree', () => reserves(site)),
    await verdict('nobody was told what was not so', async () => load.unexpected.slice(0, 20)),
    await verdict('a stop ends with 0', async () =>
      site.exits.filter(({ code }) => code !== 0).map(({ code, signal }) => `${code ?? signal}`),
    ),
    await verdict('no bug shows in the log', async () =>
      (site.output().match(/[^\n]*(?:TypeError|ReferenceError|is not a function|uncaught)[^\n]*/g) ?? []).slice(0, 5),
    ),
  ];
}

async function verdict(promise: string, look: () => Promise<string[]>): Promise<Verdict> {
  try {
    return { promise, faults: await look() };
  } catch (error) {
    return { promise, faults: [(error as Error).message] };
  }
}

async function transfers({ ledger }: SoakSite, { sends }: MixedLoad): Promise<string[]> {
  const { transactions, balances } = await judgeChain(ledger);
  const lost = [...sends.done.keys()].filter((txid) => !transactions.has(txid)).map((txid) => `${txid} was lost`);
  const received = balances.get(sends.sink) ?? 0;
  const keys = new Set(sends.done.values()).size;
  const sum = received === sends.done.size && keys === received ? [] : [`${keys} orders moved ${received} units`];
  return [...lost, ...sum];
}

async function payments({ registry }: SoakSite, { nodes, paid }: MixedLoad): Promise<string[]> {
  const listed: string[] = [];
  for (const node of nodes) {
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: Page = (await registry.get(`/wallet/${node}/transactions?limit=100${cursor && `&cursor=${cursor}`}`))
        .body;
      const made = page.transactions.filter((row) => row.transaction_type === 'send' && row.status !== 'failed');
      listed.push(...made.map(({ txid }) => txid));
      cursor = page.next_cursor;
    }
  }
  const twice = listed.length - new Set(listed).size;
  const lost = [...paid.keys()].filter((txid) => !listed.includes(txid)).map((txid) => `${txid} was lost`);
  const more = listed.filter((txid) => !paid.has(txid)).map((txid) => `${txid} was never acknowledged`);
  return [...lost, ...more, ...(twice > 0 ? [`${twice} payments are listed twice`] : [])];
}

async function reserves({ registry }: SoakSite): Promise<string[]> {
  const agree = async () => {
    const found = await registry.reserves();
    return found.drift_units === '0' && !found.frozen && found;
  };
  await until('the books and Core to agree', agree, 60_000);
  return [];
}

async function nodes({ registry }: SoakSite, { nodes: reporting }: MixedLoad): Promise<string[]> {
  const states = await Promise.all(
    reporting.map(async (node) => [node, (await registry.get(`/nodes/${node}`)).body?.status] as const),
  );
  return states.filter(([, status]) => status !== 'online').map(([node, status]) => `${node} is ${status}`);
}
