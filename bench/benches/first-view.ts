import { CHROMIUM, launchBrowser, Visitor } from '../../test/web/support/browser.js';
import { shop } from '../ledger/fill-plan.js';
import { environmentOf } from '../ledger/places.js';
import type { Contestant } from '../measure/alternate.js';
import type { Question } from '../measure/verdict.js';
import { BuiltServer } from '../process/built-server.js';
import type { Run } from '../run.js';
import type { Bench } from './bench.js';

const SMALL = 1_000;
const TRANSACTIONS = 1_000_000;

/** From the address of a page until it shows what it loads, in a browser that was never there. */
export const firstView: Bench = {
  summary: 'first view of the pages in Chromium at 1,000,000 transactions, against 1,000',
  run: async (run) => {
    if (CHROMIUM === undefined) return run.note('Chromium is not installed: nothing is measured');
    const browser = await launchBrowser();
    run.onEnd(() => browser.close());
    const { transactions: [transactions = TRANSACTIONS] = [] } = run.options;
    const contestants: Contestant[] = [];
    const questions: Question[] = [];
    for (const size of [SMALL, transactions]) {
      const server = await startFilled(size, run);
      for (const [name, path] of Object.entries(await pagesOf(server))) {
        const title = `${name}, ${size.toLocaleString('en')} transactions`;
        const measure = async () => {
          const visitor = await Visitor.open(browser, server.url);
          const began = performance.now();
          await visitor.goTo(path);
          const viewMs = performance.now() - began;
          await visitor.close();
          return { viewMs };
        };
        await measure();
        contestants.push({ name: title, measure });
        if (size === transactions)
          questions.push({
            name: `${name}, milliseconds`,
            metric: 'viewMs',
            measured: title,
            goal: { direction: 'at most', gate: 1_000, aim: 500 },
          });
      }
    }
    await run.section('postgres, first view', contestants, questions);
  },
};

async function startFilled(transactions: number, run: Run): Promise<BuiltServer> {
  const place = await run.filled.copy(transactions, run.progress);
  const server = await BuiltServer.start({ dataDir: place.dataDir, env: environmentOf(place) });
  run.onEnd(() => server.stop());
  return server;
}

/** The overview, the latest blocks, the last one of them, and the wallet with the longest history. */
async function pagesOf({ ledger }: BuiltServer): Promise<Record<string, string>> {
  const { height } = await ledger.getChain();
  return {
    overview: '/',
    blocks: '/blocks',
    'the last block': `/block/${height}`,
    'a long history': `/address/${shop.address}`,
  };
}
