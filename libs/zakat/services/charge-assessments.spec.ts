import { toHex } from '@app/chain';
import { EnvelopeVault } from '@app/infrastructure/crypto/envelope-vault.js';
import { ProductionOptions } from '@app/utxo';
import { privateKeySeal } from '@app/wallet';
import { keyPair, type Ledger, openLedger, scheme, type UnreliableChainStore } from '../../../test/support/ledger.js';
import { parsePeriod } from '../model/zakat-period.js';
import { ZAKAT_COMPANION } from '../model/zakat-record.js';
import { type AssessedRun, AssessedRuns, type RunProgress } from '../ports/assessed-runs.js';
import { type DueLine, type DuePage, type DueQuery, RunLines, type Shortfall } from '../ports/run-lines.js';
import { AssessmentTurn } from './assessment-turn.js';
import { ChargeAssessments } from './charge-assessments.js';
import { DeductZakat } from './deduct-zakat.js';
import { GiveWay } from './give-way.js';
import { RunTurns } from './run-turns.js';

const pool = keyPair(9_999);
const vault = EnvelopeVault.ephemeral(Buffer.alloc(32, 1));
const RUN: AssessedRun = {
  id: 'run 1',
  assessmentId: 'assessment 1',
  period: parsePeriod('1448'),
  poolAddress: pool.address,
};

/** One run. What is charged is read off the companions of stored blocks, as the database reads it off its records. */
class ChainAssessedRuns extends AssessedRuns implements RunLines {
  readonly lines: DueLine[] = [];
  readonly shortfalls = new Map<string, Shortfall>();
  isComplete = false;
  /** Runs before anything is read or written; what it throws is thrown instead. */
  before: () => void = () => {};

  constructor(private readonly store: UnreliableChainStore) {
    super();
  }

  charged(): { address: string; amount: bigint }[] {
    return this.store.transactions.flatMap(({ effects }) =>
      effects.companions
        .filter(({ kind }) => kind === ZAKAT_COMPANION)
        .map(({ values }) => ({ address: values.wallet_address!, amount: BigInt(values.amount!) })),
    );
  }

  override async begin(): Promise<AssessedRun> {
    return RUN;
  }

  override async progress(): Promise<RunProgress> {
    const charged = this.charged();
    const count = (kind: Shortfall) => [...this.shortfalls.values()].filter((found) => found === kind).length;
    return {
      ...RUN,
      state: this.isComplete ? 'completed' : 'running',
      total: this.lines.length,
      processed: charged.length + this.shortfalls.size,
      charged: charged.length,
      outstanding: count('outstanding'),
      failed: count('failed'),
      totalUnits: charged.reduce((sum, { amount }) => sum + amount, 0n),
      blockHashes: [...new Set(this.store.transactions.map(({ blockHash }) => toHex(blockHash)))],
      startedAtMs: 0,
      completedAtMs: undefined,
      number: 1,
    };
  }

  override async page(): Promise<RunProgress[]> {
    return [await this.progress()];
  }

  async unfinished(): Promise<AssessedRun | undefined> {
    this.before();
    return this.isComplete ? undefined : RUN;
  }

  override async ofAssessment(): Promise<AssessedRun> {
    return RUN;
  }

  async due({ afterPosition = -1, limit }: DueQuery): Promise<DuePage> {
    this.before();
    const charged = new Set(this.charged().map(({ address }) => address));
    const isOpen = ({ walletAddress }: DueLine) => !charged.has(walletAddress) && !this.shortfalls.has(walletAddress);
    const looked = this.lines.slice(afterPosition + 1, afterPosition + 1 + limit);
    return { lines: looked.filter(isOpen), lastPosition: looked.length ? afterPosition + looked.length : undefined };
  }

  async setAside(_: string, shortfall: Shortfall, addresses: readonly string[]): Promise<void> {
    this.before();
    for (const address of addresses) this.shortfalls.set(address, shortfall);
  }

  async complete(): Promise<void> {
    this.before();
    this.isComplete = true;
  }

  override async reopen(): Promise<void> {
    this.shortfalls.clear();
    this.isComplete = false;
  }
}

let ledger: Ledger;
let runs: ChainAssessedRuns;
let charging: ChargeAssessments;

/** So many wallets of 15,000 units, each with 375 due. */
async function arrange(count: number, options = new ProductionOptions(0)): Promise<void> {
  ledger = await openLedger({ options });
  ledger.producer.start(ledger.tip, () => {});
  runs = new ChainAssessedRuns(ledger.store);
  const people = Array.from({ length: count }, (_, at) => keyPair(at + 1));
  for (const { address, privateKey } of people) {
    const userId = `user of ${address}`;
    const sealedPrivateKey = await vault.seal(privateKey, privateKeySeal(userId, address));
    runs.lines.push({ userId, walletAddress: address, sealedPrivateKey, amountUnits: 375n });
  }
  await Promise.all(people.map(({ address }) => ledger.faucet.execute({ address, amount: 1n, ip: '' })));
  ledger.store.attempts = 0;
}

/** Begins as a process does that has just become the writer. */
function charge(): void {
  const { producer, clock, log } = ledger;
  const deduct = new DeductZakat(vault, scheme, clock);
  const remains = { execute: async () => {} };
  const turns = { charging: new RunTurns(), assessing: new AssessmentTurn() };
  const giveWay = new GiveWay(producer);
  charging = new ChargeAssessments(
    runs,
    runs,
    producer,
    deduct,
    turns.charging,
    giveWay,
    remains,
    turns.assessing,
    log,
  );
  charging.start();
  charging.wake();
}

async function untilComplete(): Promise<void> {
  for (const end = Date.now() + 10_000; !runs.isComplete; ) {
    if (Date.now() > end) throw new Error('the run is not complete after 10 s');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

const balance = ({ address }: { address: string }) => ledger.index.balance(address);

afterEach(async () => {
  await charging.stop();
  await ledger.producer.stop();
});

test('every line is charged what was assessed, in few blocks', async () => {
  await arrange(200);
  charge();
  await untilComplete();
  expect(ledger.store.attempts).toBeLessThanOrEqual(2);
  expect([balance(pool), balance(keyPair(1)), balance(keyPair(200))]).toEqual([75_000n, 14_625n, 14_625n]);
  const { record, companions } = ledger.store.transactions.at(-1)!.effects;
  expect(record.type).toBe('zakat_deduction');
  expect(companions[0]!.values).toMatchObject({ run_id: 'run 1', amount: '375' });
});

test('a wallet that has become too small is outstanding, one whose key does not open failed, and the others are charged', async () => {
  await arrange(4);
  runs.lines[1] = { ...runs.lines[1]!, amountUnits: 15_001n };
  runs.lines[2] = { ...runs.lines[2]!, sealedPrivateKey: runs.lines[3]!.sealedPrivateKey };
  charge();
  await untilComplete();
  expect(await runs.progress()).toMatchObject({
    charged: 2,
    outstanding: 1,
    failed: 1,
    processed: 4,
    totalUnits: 750n,
  });
  expect(balance(pool)).toBe(750n);
});

test('what was outstanding is charged when the run is opened again and the wallet holds enough', async () => {
  await arrange(2);
  runs.lines[1] = { ...runs.lines[1]!, amountUnits: 20_000n };
  charge();
  await untilComplete();
  await ledger.faucet.execute({ address: keyPair(2).address, amount: 1n, ip: '' });
  await runs.reopen();
  charging.wake();
  await untilComplete();
  expect(await runs.progress()).toMatchObject({ charged: 2, outstanding: 0 });
  expect(balance(pool)).toBe(20_375n);
});

test('a run that is killed between any two steps is completed by the next process, and no wallet is charged twice', async () => {
  for (let killAt = 1; killAt <= 7; killAt++) {
    await arrange(120, new ProductionOptions(0, 50));
    runs.lines[5] = { ...runs.lines[5]!, amountUnits: 15_001n };
    let steps = 0;
    const dieAt = () => {
      if (++steps === killAt) throw new Error('killed');
    };
    runs.before = dieAt;
    ledger.store.before = dieAt;
    charge();
    while (steps < killAt) await new Promise((resolve) => setTimeout(resolve, 5));
    await charging.stop();
    charge(); // the next process
    await untilComplete();
    const charged = runs.charged();
    expect(new Set(charged.map(({ address }) => address)).size).toBe(119);
    expect(charged).toHaveLength(119);
    expect(balance(pool)).toBe(119n * 375n);
    expect(ledger.log.types).toContain('zakat_run');
    await charging.stop();
    await ledger.producer.stop();
  }
}, 60_000);

test('a failure is told in the journal, and the run goes on by itself', async () => {
  await arrange(2);
  let failures = 0;
  ledger.store.before = () => {
    if (failures++ === 0) throw new Error('the disk is full');
  };
  charge();
  await untilComplete();
  expect(ledger.log.types).toContain('zakat_run_interrupted');
  expect(balance(pool)).toBe(750n);
});

test('nothing is charged where this process does not write', async () => {
  await arrange(1);
  await ledger.producer.stop();
  charge();
  await charging.stop();
  expect([balance(pool), runs.isComplete]).toEqual([0n, false]);
});
