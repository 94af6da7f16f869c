import { environmentOf, type Place } from '../ledger/places.js';
import { fillProfiles } from '../ledger/profiles.js';
import { SendingSite } from '../ledger/sending-site.js';
import { ZakatPlan } from '../ledger/zakat-plan.js';
import { type Cost, ZakatSite } from '../ledger/zakat-site.js';
import type { Contestant } from '../measure/alternate.js';
import type { Question } from '../measure/verdict.js';
import { BuiltServer } from '../process/built-server.js';
import type { Run } from '../run.js';
import type { Bench } from './bench.js';

const PROFILES = 2_000;
const TRANSACTIONS = 20_000;
const CLIENTS = 64;
/** Sends are counted slice by slice, so that what comes after a step is not counted with it. */
const SLICE_SECONDS = 1;
/** Of a run beside sends, and of one with a block for each wallet, so much is enough to tell how fast it is. */
const SAMPLE_SECONDS = 15;
const SAMPLE_WALLETS = 1_000;

const ALONE = 'alone';
const BESIDE_SENDS = 'beside sends';
const ONE_BY_ONE = 'one block per wallet';
const SENDS_GO_ON = { direction: 'at least', gate: 0.8, aim: 0.9 } as const;

/** An assessment, its approval and its run, over HTTP: each round on a copy of the same place, since what is charged stays so. */
export const zakatAssessment: Bench = {
  summary: 'assessment, approval and run over 2,000 profiles with 20,000 transactions, alone and beside sends',
  run: async (run) => {
    const { profiles = PROFILES, transactions: [transactions = TRANSACTIONS] = [] } = run.options;
    const plan = new ZakatPlan(profiles, transactions);
    const place = await run.filled.planned(plan, run.progress);
    await fillProfiles(place, profiles, (done) => run.progress.show(done, profiles, 'profiles filled'));
    const title = `postgres, ${profiles.toLocaleString('en')} profiles, ${transactions.toLocaleString('en')} transactions`;
    await run.section(title, contestants(place, plan, run), QUESTIONS);
  },
};

export function contestants(place: Place, plan: ZakatPlan, run: Run): Contestant[] {
  return [alone(place, plan, run), besideSends(place, plan, run), oneByOne(place, plan, run)];
}

export const QUESTIONS: readonly Question[] = [
  question('seconds of an assessment', 'assessSeconds', { direction: 'at most', gate: 20, aim: 10 }),
  question('seconds of an approval', 'approveSeconds', { direction: 'at most', gate: 20, aim: 10 }),
  question('longest stall, ms', 'stallMs', { direction: 'at most', gate: 50, aim: 20 }),
  question('megabytes that they grew by', 'grewMb', { direction: 'at most', gate: 200, aim: 100 }),
  {
    name: `wallets charged per second ÷ ${ONE_BY_ONE}`,
    metric: 'chargedPerSecond',
    measured: ALONE,
    peer: ONE_BY_ONE,
    goal: { direction: 'at least', gate: 8, aim: 15 },
  },
  {
    name: 'sends during an assessment ÷ before it',
    metric: 'whileAssessing',
    measured: BESIDE_SENDS,
    goal: SENDS_GO_ON,
  },
  { name: 'sends during a run ÷ before it', metric: 'whileCharging', measured: BESIDE_SENDS, goal: SENDS_GO_ON },
];

function question(name: string, metric: string, goal: Question['goal']): Question {
  return { name, metric, measured: ALONE, goal };
}

function alone(original: Place, plan: ZakatPlan, run: Run): Contestant {
  const measure = () =>
    onACopy(original, plan, run, {}, async (site) => {
      const assessed = await site.cost(() => site.assess());
      const approved = await site.cost(() => site.approve(assessed.result));
      const sheet = await site.cost(() => site.readSheet(assessed.result.id));
      const begun = await site.cost(() => site.begin(assessed.result.id));
      const charged = await site.cost(() => site.charged(begun.result));
      const { charged: ok, outstanding, failed, block_hashes } = charged.result;
      return {
        ok,
        failed: outstanding + failed,
        assessSeconds: assessed.cost.seconds,
        assessCpuSeconds: assessed.cost.cpuSeconds,
        approveSeconds: approved.cost.seconds,
        sheetSeconds: sheet.cost.seconds,
        beginSeconds: begun.cost.seconds,
        runSeconds: charged.cost.seconds,
        runCpuSeconds: charged.cost.cpuSeconds,
        blocks: block_hashes.length,
        chargedPerSecond: ok / charged.cost.seconds,
        ...worstOf([assessed, approved, sheet, begun, charged].map(({ cost }) => cost)),
      };
    });
  return { name: ALONE, measure };
}

function besideSends(original: Place, plan: ZakatPlan, run: Run): Contestant {
  const measure = async () => {
    const site = await openSite(await run.places.copyOf(original), plan, run);
    const sending = await SendingSite.open(run, site.place, { clients: CLIENTS, ...site.start });
    await site.use(sending.server);
    await sending.measure({ clients: CLIENTS, seconds: 2 * SLICE_SECONDS });
    const before = await sending.measure({ clients: CLIENTS, seconds: 5 * SLICE_SECONDS });
    const assessed = await site.cost(() => sendWhile(sending, site.assess()));
    await site.approve(assessed.result.work);
    const runId = await site.begin(assessed.result.work.id);
    const startedAt = performance.now();
    const charged = await sendWhile(sending, site.charged(runId), SAMPLE_SECONDS);
    const wallets = (await site.progress(runId)).charged;
    const reading = {
      ok: before.ok!,
      failed: before.failed!,
      assessSeconds: assessed.cost.seconds,
      sendsPerSecond: before.perSecond!,
      whileAssessing: assessed.result.perSecond / before.perSecond!,
      whileCharging: charged.perSecond / before.perSecond!,
      chargedPerSecond: wallets / ((performance.now() - startedAt) / 1000),
      ...worstOf([assessed.cost]),
    };
    await sending.close();
    await run.places.remove(site.place);
    return reading;
  };
  return { name: BESIDE_SENDS, measure };
}

function oneByOne(original: Place, plan: ZakatPlan, run: Run): Contestant {
  const measure = () =>
    onACopy(original, plan, run, { MAX_BLOCK_TRANSACTIONS: '1' }, async (site) => {
      const assessment = await site.assess();
      await site.approve(assessment);
      const runId = await site.begin(assessment.id);
      const { result, cost } = await site.cost(() => site.charged(runId, SAMPLE_WALLETS));
      const { charged: ok, block_hashes } = result;
      return { ok, failed: 0, blocks: block_hashes.length, chargedPerSecond: ok / cost.seconds };
    });
  return { name: ONE_BY_ONE, measure };
}

async function onACopy<Result>(
  original: Place,
  plan: ZakatPlan,
  run: Run,
  env: Record<string, string>,
  work: (site: ZakatSite) => Promise<Result>,
): Promise<Result> {
  const place = await run.places.copyOf(original);
  const site = await openSite(place, plan, run);
  const { nodeArgs, env: own } = site.start;
  const all = { POW_BITS: String(run.options.powBits), ...environmentOf(place), ...own, ...env };
  const server = await BuiltServer.start({ dataDir: place.dataDir, env: all, nodeArgs });
  run.onEnd(() => server.stop());
  await site.use(server);
  const result = await work(site);
  await server.stop();
  await run.places.remove(place);
  return result;
}

async function openSite(place: Place, plan: ZakatPlan, run: Run): Promise<ZakatSite> {
  return new ZakatSite(place, plan, (await run.places.postgres()).pid!);
}

/** Sends until `working` is done, or for so long. What is sent in the slice in which it ends counts only when it is the first. */
async function sendWhile<Work>(
  sending: SendingSite,
  working: Promise<Work>,
  mostSeconds = Number.POSITIVE_INFINITY,
): Promise<{ work: Work; perSecond: number }> {
  let isDone = false;
  const done = working.finally(() => {
    isDone = true;
  });
  done.catch(() => undefined);
  const rates: number[] = [];
  while (!isDone && rates.length * SLICE_SECONDS < mostSeconds) {
    const { perSecond } = await sending.measure({ clients: CLIENTS, seconds: SLICE_SECONDS });
    if (!isDone || rates.length === 0) rates.push(perSecond!);
  }
  const work = isDone ? await done : (undefined as Work);
  return { work, perSecond: rates.reduce((sum, rate) => sum + rate, 0) / rates.length };
}

function worstOf(costs: readonly Cost[]) {
  return {
    stallMs: Math.max(...costs.map(({ stallMs }) => stallMs)),
    beforeMb: costs[0]!.beforeMb,
    grewMb: Math.max(...costs.map(({ peakMb }) => peakMb)) - costs[0]!.beforeMb,
  };
}
