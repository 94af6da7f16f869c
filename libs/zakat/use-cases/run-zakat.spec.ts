import { toHex } from '@app/chain';
import { EnvelopeVault } from '@app/infrastructure/crypto/envelope-vault.js';
import { DatabaseNotConfigured } from '@app/kernel';
import { ProductionOptions, RequestsInFlight } from '@app/utxo';
import { privateKeySeal, WalletDirectory, type WalletProfile } from '@app/wallet';
import { configuredPool } from '../../../test/support/kept-pool.js';
import { keyPair, type Ledger, openLedger, scheme, type UnreliableChainStore } from '../../../test/support/ledger.js';
import { parsePeriod } from '../model/zakat-period.js';
import { ZAKAT_COMPANION } from '../model/zakat-record.js';
import { type ZakatRun, type ZakatRunBinding, ZakatRuns, type ZakatTotals } from '../ports/zakat-runs.js';
import { DeductZakat } from '../services/deduct-zakat.js';
import { RunTurns } from '../services/run-turns.js';
import { RunZakat, type ZakatOrder, ZakatRunPolicy } from './run-zakat.js';

const pool = keyPair(9_999);
const vault = EnvelopeVault.ephemeral(Buffer.alloc(32, 1));

/** The runs as the chain's companion rows tell them, as the database does with its table of records. */
class ChainZakatRuns extends ZakatRuns {
  readonly runs: (ZakatRun & Partial<ZakatRunBinding>)[] = [];

  constructor(private readonly store: UnreliableChainStore) {
    super();
  }

  records(runId: string): { address: string; amount: bigint; blockHash: string }[] {
    return this.store.transactions.flatMap(({ effects, blockHash }) =>
      effects.companions
        .filter(({ kind, values }) => kind === ZAKAT_COMPANION && values.run_id === runId)
        .map(({ values }) => ({
          address: values.wallet_address!,
          amount: BigInt(values.amount!),
          blockHash: toHex(blockHash),
        })),
    );
  }

  override async unfinished(): Promise<ZakatRun | undefined> {
    return this.runs.find(({ totalWallets }) => totalWallets === undefined);
  }

  override async ofPeriod(period: string): Promise<ZakatRun | undefined> {
    return this.runs.find((run) => run.period === period);
  }

  override async ofKey(keyHash: Buffer, nowMs: number) {
    const run = this.runs.find(({ claim }) => claim?.keyHash.equals(keyHash) && claim.expiresAtMs > nowMs);
    return run && { requestHash: run.claim!.requestHash, run };
  }

  override async begin(poolAddress: string, binding: ZakatRunBinding): Promise<ZakatRun> {
    if (await this.unfinished()) throw new Error('another run is unfinished');
    const run = { id: `run ${this.runs.length + 1}`, poolAddress, totalWallets: undefined, ...binding };
    this.runs.push(run);
    return run;
  }

  override async totals(runId: string): Promise<ZakatTotals> {
    const records = this.records(runId);
    return {
      processed: records.length,
      totalUnits: records.reduce((sum, { amount }) => sum + amount, 0n),
      blockHashes: [...new Set(records.map(({ blockHash }) => blockHash))],
    };
  }

  override async charged(runId: string, addresses: readonly string[]): Promise<Set<string>> {
    return new Set(
      this.records(runId)
        .map(({ address }) => address)
        .filter((address) => addresses.includes(address)),
    );
  }

  override async complete(runId: string, totalWallets: number): Promise<void> {
    Object.assign(this.runs.find(({ id }) => id === runId)!, { totalWallets });
  }
}

class ListedWallets extends WalletDirectory {
  readonly profiles: WalletProfile[] = [];
  failure: unknown;

  async add({ privateKey, address }: ReturnType<typeof keyPair>): Promise<void> {
    const userId = `user ${this.profiles.length + 1}`;
    const sealedPrivateKey = await vault.seal(privateKey, privateKeySeal(userId, address));
    this.profiles.push({ number: this.profiles.length + 1, userId, address, sealedPrivateKey });
  }

  override async page(afterNumber: number, limit: number): Promise<WalletProfile[]> {
    if (this.failure) throw this.failure;
    return this.profiles.filter(({ number }) => number > afterNumber).slice(0, limit);
  }
}

let ledger: Ledger;
let runs: ChainZakatRuns;
let wallets: ListedWallets;
let zakat: RunZakat;

async function arrange(count: number, options = new ProductionOptions(0)): Promise<void> {
  ledger = await openLedger({ options });
  ledger.producer.start(ledger.tip, () => {});
  runs = new ChainZakatRuns(ledger.store);
  wallets = new ListedWallets();
  zakat = zakatTo(pool.address);
  const people = Array.from({ length: count }, (_, at) => keyPair(at + 1));
  for (const person of people) await wallets.add(person);
  await Promise.all(people.map(({ address }) => ledger.faucet.execute({ address, amount: 1n, ip: '' })));
  ledger.store.attempts = 0;
}

function zakatTo(address: string | undefined, demandsBinding = false): RunZakat {
  const { producer, clock, log } = ledger;
  const [find, policy] = [configuredPool(address), new ZakatRunPolicy(demandsBinding)];
  const deduct = new DeductZakat(vault, scheme, clock);
  const inFlight = new RequestsInFlight();
  return new RunZakat(runs, wallets, producer, inFlight, vault, deduct, new RunTurns(), clock, log, find, policy);
}
const run = (order: Partial<ZakatOrder> = {}) => zakat.execute({ ip: '1.2.3.4', ...order });
const period = parsePeriod('1448');
const keyed = (key: string) => ({ idempotency: { key, caller: 'administrator' } });
const balance = ({ address }: { address: string }) => ledger.index.balance(address);

afterEach(() => ledger.producer.stop());

test('200 wallets are charged a fortieth each, in few blocks', async () => {
  await arrange(200);
  const report = await run();
  expect(report).toMatchObject({ processed: 200, totalWallets: 200, totalUnits: 75_000n });
  expect(ledger.store.attempts).toBeLessThanOrEqual(2);
  expect(report.blockHashes).toHaveLength(ledger.store.attempts);
  expect(balance(pool)).toBe(75_000n);
  expect(wallets.profiles.every((profile) => balance(profile) === 14_625n)).toBe(true);
  expect(ledger.log.types.at(-1)).toBe('zakat_run');
});

test('a record goes with its deduction: run, user, wallet, amount and time', async () => {
  await arrange(1);
  await run();
  expect(ledger.store.transactions.at(-1)!.effects).toMatchObject({
    record: { type: 'zakat_deduction', sender: keyPair(1).address, receiver: pool.address, amount: 375n },
    companions: [
      {
        kind: 'zakat_record',
        values: {
          run_id: 'run 1',
          user_id: 'user 1',
          wallet_address: keyPair(1).address,
          amount: '375',
          balance: '15000',
          created_at: '2026-11-21T00:00:00.000Z',
        },
      },
    ],
  });
});

test('the pool is not charged, nor who owns too little for a whole unit', async () => {
  await arrange(1);
  const [rich, poor, nearly, exactly] = [1, 501, 502, 503].map(keyPair);
  await wallets.add(pool);
  for (const person of [poor!, nearly!, exactly!]) await wallets.add(person);
  await ledger.faucet.execute({ address: pool.address, amount: 1n, ip: '' });
  for (const [to, amount] of [
    [nearly!, 39n],
    [exactly!, 40n],
  ] as const) {
    const privateKey = rich!.privateKey.toString('hex');
    await ledger.transfers.execute({ from: rich!.address, to: to.address, amount, privateKey, ip: '' });
  }
  const report = await run();
  expect(report).toMatchObject({ processed: 2, totalWallets: 5, totalUnits: 374n });
  expect([balance(poor!), balance(nearly!), balance(exactly!), balance(pool)]).toEqual([0n, 39n, 39n, 15_374n]);
});

test('calls at once join one run', async () => {
  await arrange(3);
  const reports = await Promise.all([run(), run(), run()]);
  expect(runs.runs).toHaveLength(1);
  expect(reports.every((report) => report === reports[0])).toBe(true);
  expect(balance(pool)).toBe(1_125n);
});

test('a later call is a new run, on what is left', async () => {
  await arrange(1);
  await run();
  expect(await run()).toMatchObject({ processed: 1, totalUnits: 365n });
  expect(balance(keyPair(1))).toBe(14_260n);
});

test('a run that is interrupted in the middle is completed without charging anybody twice', async () => {
  await arrange(200, new ProductionOptions(0, 50));
  ledger.store.before = (attempt) => {
    if (attempt === 2) throw new Error('the disk is full');
  };
  await expect(run()).rejects.toMatchObject({ code: 'zakat_run_interrupted' });
  expect(ledger.store.faults).toBe(1);
  const chargedBefore = runs.records('run 1').length;
  expect(chargedBefore).toBe(150);
  const report = await run();
  expect(report).toMatchObject({ processed: 200, totalWallets: 200, totalUnits: 75_000n });
  expect(runs.runs).toEqual([expect.objectContaining({ id: 'run 1', totalWallets: 200 })]);
  expect(new Set(runs.records('run 1').map(({ address }) => address)).size).toBe(200);
  expect(balance(pool)).toBe(75_000n);
  expect(wallets.profiles.every((profile) => balance(profile) === 14_625n)).toBe(true);
});

test('an interrupted run is completed towards the pool it began with', async () => {
  await arrange(2, new ProductionOptions(0, 1));
  ledger.store.before = (attempt) => {
    if (attempt === 2) throw new Error('the disk is full');
  };
  await expect(run()).rejects.toMatchObject({ code: 'zakat_run_interrupted' });
  zakat = zakatTo(keyPair(8_888).address);
  await run();
  expect([ledger.store.faults, balance(pool), balance(keyPair(8_888))]).toEqual([1, 750n, 0n]);
});

test('a key that does not open costs only its own wallet, and is reported', async () => {
  await arrange(2);
  wallets.profiles[0] = { ...wallets.profiles[0]!, sealedPrivateKey: wallets.profiles[1]!.sealedPrivateKey };
  expect(await run()).toMatchObject({ processed: 1, totalWallets: 2 });
  expect(ledger.log.types).toContain('zakat_tx_create_failed');
});

test('without a pool nothing begins, and without a database that is said first', async () => {
  await arrange(1);
  zakat = zakatTo(undefined);
  await expect(run()).rejects.toThrow('ZAKAT_WALLET_ADDRESS not set');
  expect(runs.runs).toEqual([]);
  runs.unfinished = async () => {
    throw new DatabaseNotConfigured();
  };
  await expect(run()).rejects.toThrow('database not configured');
});

test('wallets that cannot be listed interrupt the run, and a later call completes it', async () => {
  await arrange(1);
  wallets.failure = new Error('the connection broke');
  await expect(run()).rejects.toMatchObject({ code: 'wallets_not_listed', message: 'failed to list wallet profiles' });
  expect(ledger.log.types).toContain('zakat_list_wallets_failed');
  wallets.failure = undefined;
  expect(await run()).toMatchObject({ processed: 1 });
  expect(runs.runs).toHaveLength(1);
});

test('a transfer in between does not lose or make money', async () => {
  await arrange(20);
  const [rich, other] = [keyPair(1), keyPair(777)];
  const privateKey = rich.privateKey.toString('hex');
  const transfers = Array.from({ length: 20 }, () =>
    ledger.transfers.execute({ from: rich.address, to: other.address, amount: 700n, privateKey, ip: '' }),
  );
  await Promise.all([run(), ...transfers]);
  const owned = [...wallets.profiles, pool, other].reduce((sum, wallet) => sum + balance(wallet), 0n);
  expect(owned).toBe(300_000n);
});

test('a period is charged once: a later call answers with its run', async () => {
  await arrange(2);
  const report = await run({ period });
  await wallets.add(keyPair(3));
  expect(await run({ period })).toEqual({ ...report, isReplay: true });
  expect(await run({ period: parsePeriod('1449') })).toMatchObject({ totalWallets: 3, totalUnits: 730n });
  expect(balance(pool)).toBe(1_480n);
  expect(ledger.log.types.filter((type) => type === 'zakat_run')).toHaveLength(2);
});

test('calls for one period at once join one run', async () => {
  await arrange(3);
  const reports = await Promise.all([run({ period }), run({ period }), run({ period, ...keyed('k') })]);
  expect(runs.runs).toHaveLength(1);
  expect(reports.every((report) => report === reports[0])).toBe(true);
});

test('calls for two periods at once are two runs, one after the other', async () => {
  await arrange(1);
  const reports = await Promise.all([run({ period }), run({ period: parsePeriod('1449') })]);
  expect(reports.map(({ totalUnits }) => totalUnits)).toEqual([375n, 365n]);
});

test('an interrupted run of others is completed before that of a period begins', async () => {
  await arrange(2, new ProductionOptions(0, 1));
  ledger.store.before = (attempt) => {
    if (attempt === 2) throw new Error('the disk is full');
  };
  await expect(run()).rejects.toMatchObject({ code: 'zakat_run_interrupted' });
  expect(await run({ period })).toMatchObject({ processed: 2, totalUnits: 730n });
  expect(runs.runs.map(({ totalWallets }) => totalWallets)).toEqual([2, 2]);
  expect([ledger.store.faults, balance(pool)]).toEqual([1, 1_480n]);
});

test('an interrupted run of a period is completed by its next call, and then answered', async () => {
  await arrange(2, new ProductionOptions(0, 1));
  ledger.store.before = (attempt) => {
    if (attempt === 2) throw new Error('the disk is full');
  };
  await expect(run({ period })).rejects.toMatchObject({ code: 'zakat_run_interrupted' });
  expect(await run({ period })).toMatchObject({ processed: 2, totalUnits: 750n });
  expect(await run({ period })).toMatchObject({ totalUnits: 750n, isReplay: true });
  expect([ledger.store.faults, runs.runs.length, balance(pool)]).toEqual([1, 1, 750n]);
});

test('a key is a run: the same call is answered alike, another one is refused', async () => {
  await arrange(1);
  const report = await run(keyed('k'));
  expect(await run(keyed('k'))).toEqual({ ...report, isReplay: true });
  await expect(run({ ...keyed('k'), period })).rejects.toMatchObject({ code: 'idempotency_key_reused' });
  await expect(run({ idempotency: { key: 'k', caller: 'user:2' } })).resolves.toMatchObject({ totalUnits: 365n });
  expect(runs.runs).toHaveLength(2);
});

test('a key whose run is under way is told so', async () => {
  await arrange(1);
  const first = run(keyed('k'));
  await expect(run(keyed('k'))).rejects.toMatchObject({ code: 'request_in_flight' });
  await first;
  expect(await run(keyed('k'))).toMatchObject({ isReplay: true });
});

test('where a run must be bound, a call without period and key charges no one', async () => {
  await arrange(1);
  zakat = zakatTo(pool.address, true);
  await expect(run()).rejects.toMatchObject({ code: 'period_required', kind: 'invalid' });
  expect(runs.runs).toEqual([]);
  expect(await run({ period })).toMatchObject({ processed: 1 });
});

test('a server that does not write begins no run, and repeats what was answered', async () => {
  await arrange(1);
  await run({ period });
  await ledger.producer.stop();
  await expect(run()).rejects.toMatchObject({ code: 'not_writing' });
  await expect(run({ period: parsePeriod('1449') })).rejects.toMatchObject({ code: 'not_writing' });
  expect(await run({ period })).toMatchObject({ totalUnits: 375n, isReplay: true });
  expect(runs.runs).toHaveLength(1);
});
