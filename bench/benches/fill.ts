import { ChainFiller } from '../ledger/chain-filler.js';
import { FillPlan } from '../ledger/fill-plan.js';
import type { Place } from '../ledger/places.js';
import { rawCrypto } from '../peers/start-peers.js';
import type { Run } from '../run.js';
import type { Bench } from './bench.js';

const TRANSACTIONS = 1_000_000;

/** How fast the ledger makes blocks without HTTP; each round adds its part of the chain. With `--into` the chain is kept. */
export const fill: Bench = {
  summary: 'a chain of a million valid transactions, without HTTP; --into <url or directory> keeps it',
  run: async (run) => {
    const { into, databases } = run.options;
    if (into !== undefined) return fillPlace(run, placeAt(into));
    for (const database of databases) await fillPlace(run, await run.places.fresh(database));
  },
};

async function fillPlace(run: Run, place: Place): Promise<void> {
  const { pairs, transactions: [total = TRANSACTIONS] = [] } = run.options;
  const plan = new FillPlan(total);
  const filler = await ChainFiller.open(place);
  run.onEnd(() => filler.close());
  const before = filler.transactions;
  const fillPart = async (round: number) => {
    const [from, to] = [filler.transactions, Math.round(before + (total / pairs) * (round + 1))];
    const startedAt = performance.now();
    await filler.fillTo(to, plan, (count) => run.progress.show(count, before + total, `${place.kind}: transactions`));
    return { ok: to - from, failed: 0, perSecond: (to - from) / ((performance.now() - startedAt) / 1000), size: to };
  };
  const peer = await rawCrypto(run);
  await run.section(
    `${place.kind}, blocks of 1,000`,
    [{ name: 'fill', measure: fillPart }, peer],
    [{ name: `transactions ÷ ${peer.name}`, metric: 'perSecond', measured: 'fill', peer: peer.name }],
  );
  if (run.options.verify) await verify(run, filler);
}

async function verify(run: Run, filler: ChainFiller): Promise<void> {
  run.progress.say('replaying the chain');
  const startedAt = performance.now();
  const { ok, blocks, transactions, unspentCount, fault } = await filler.verify();
  if (!ok) throw new Error(`the filled chain does not verify: ${JSON.stringify(fault)}`);
  const seconds = (performance.now() - startedAt) / 1000;
  const speed = Math.round(transactions / seconds);
  run.note(
    `${transactions} transactions in ${blocks} blocks verify, ${unspentCount} outputs unspent (${speed} transactions per second)`,
  );
}

function placeAt(target: string): Place {
  const isUrl = /^postgres(ql)?:\/\//.test(target);
  return isUrl
    ? { kind: 'postgres', dataDir: '', databaseUrl: target }
    : { kind: 'embedded', dataDir: target, databaseUrl: undefined };
}
