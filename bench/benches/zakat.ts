import { type LedgerTypes, MizanError } from '@app/client';
import { environmentOf, type Place } from '../ledger/places.js';
import { benchKey, faucetRequest } from '../ledger/wallets.js';
import { sendAll } from '../load/load-generator-process.js';
import type { Contestant } from '../measure/alternate.js';
import { BuiltServer } from '../process/built-server.js';
import { inParallel } from '../process/in-parallel.js';
import type { Run } from '../run.js';
import type { Bench } from './bench.js';

const GROUPED = 'Mizan';
const ONE_BY_ONE = 'one block per wallet';
const REGISTRATIONS_AT_ONCE = 32;
const MOST_INTERRUPTIONS = 1_000;

/** A zakat run over registered wallets; each round is a run of its own and charges everybody again. */
export const zakat: Bench = {
  summary: 'a run over 1,000 and 10,000 registered wallets, against one block per wallet',
  run: async (run) => {
    for (const wallets of run.options.wallets) await measureWith(wallets, run);
  },
};

async function measureWith(wallets: number, run: Run): Promise<void> {
  const place = await run.places.fresh('postgres');
  await register(wallets, place, run);
  const copy = await run.places.copyOf(place);
  const goal = { direction: 'at least', gate: 8, aim: 15 } as const;
  await run.section(
    `postgres, ${wallets.toLocaleString('en')} wallets`,
    [
      await runner(GROUPED, wallets, place, {}, run),
      await runner(ONE_BY_ONE, wallets, copy, { MAX_BLOCK_TRANSACTIONS: '1' }, run),
    ],
    [
      {
        name: `wallets per second ÷ ${ONE_BY_ONE}`,
        metric: 'perSecond',
        measured: GROUPED,
        peer: ONE_BY_ONE,
        ...(wallets === 1_000 && { goal }),
      },
    ],
  );
}

/** Registers everybody over the API, as their own sealed keys require, and funds them. */
async function register(wallets: number, place: Place, run: Run): Promise<void> {
  const server = await BuiltServer.start({ dataDir: place.dataDir, env: { POW_BITS: '1', ...environmentOf(place) } });
  let done = 0;
  try {
    const numbers = Array.from({ length: wallets }, (_, at) => at);
    const addresses = await inParallel(numbers, REGISTRATIONS_AT_ONCE, async (number) => {
      run.progress.show(done++, wallets, 'wallets registered');
      return registerOne(server, number);
    });
    await sendAll(server.url, addresses.map(faucetRequest), 64);
  } finally {
    await server.stop();
  }
}

async function registerOne(server: BuiltServer, number: number): Promise<string> {
  const user = {
    full_name: `Payer ${number}`,
    email: `payer${number}@example.org`,
    cnic: `42101-${String(number).padStart(7, '0')}-1`,
  };
  return (await server.ledger.registerUser(user)).wallet_address;
}

async function runner(
  name: string,
  wallets: number,
  place: Place,
  env: Record<string, string>,
  run: Run,
): Promise<Contestant> {
  const server = await BuiltServer.start({
    dataDir: place.dataDir,
    env: {
      POW_BITS: String(run.options.powBits),
      ZAKAT_WALLET_ADDRESS: benchKey('zakat pool', 0).address,
      ...environmentOf(place),
      ...env,
    },
  });
  run.onEnd(() => server.stop());
  const measure = async () => {
    const startedAt = performance.now();
    const { answer, interrupted } = await runToItsEnd(server);
    const seconds = (performance.now() - startedAt) / 1000;
    const { processed, block_hashes } = answer;
    const blocks = block_hashes.length;
    return { ok: processed, failed: wallets - processed, perSecond: processed / seconds, seconds, blocks, interrupted };
  };
  return { name, measure };
}

/** A run that the server breaks off, because its queue is full, is completed by the next call: the time of all counts. */
async function runToItsEnd(
  server: BuiltServer,
): Promise<{ answer: LedgerTypes.ZakatRunResponse; interrupted: number }> {
  for (let interrupted = 0; interrupted <= MOST_INTERRUPTIONS; interrupted++) {
    const answer = await server.ledger.runZakat().catch(undefinedWhenInterrupted);
    if (answer) return { answer, interrupted };
  }
  throw new Error('the zakat run does not come to an end');
}

function undefinedWhenInterrupted(error: unknown): undefined {
  if (!(error instanceof MizanError && error.code === 'zakat_run_interrupted')) throw error;
}
