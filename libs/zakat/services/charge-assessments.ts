import { inTurns, SystemLog } from '@app/kernel';
import { type BlockIntent, InsufficientFunds, ProduceBlocks, TooManyCoins } from '@app/utxo';
import { parseAddress } from '@app/wallet';
import { type AssessedRun, AssessedRuns } from '../ports/assessed-runs.js';
import { type DueLine, RunLines } from '../ports/run-lines.js';
import type { SweepAssessments } from '../use-cases/sweep-assessments.js';
import { AssessmentTurn } from './assessment-turn.js';
import { DeductZakat } from './deduct-zakat.js';
import { GiveWay } from './give-way.js';
import { RunTurns } from './run-turns.js';

/** Wallets charged at a time: they share one block, and beside callers who send their blocks. */
const BATCH = 1_000;
const BATCH_BESIDE_CALLERS = 100;
/** Keys that are opened in one turn of the event loop: about a millisecond. */
const KEYS_PER_TURN = 16;

/** How soon a run is looked for after the start, after a take-over, and after a failure. */
const LOOK_MS = 1_000;

/** What a line came to. A charged one needs no note: its record is stored with its block. */
type Outcome = 'charged' | 'outstanding' | 'failed';

/**
 * Charges the runs of assessments in the background, where this process writes. A run that was interrupted anywhere is gone on
 * with by the next process that writes: a deduction and its record are one database transaction, so what is charged is known.
 */
export class ChargeAssessments {
  private timer: NodeJS.Timeout | undefined;
  private working: Promise<void> | undefined;
  private stopped = true;
  /** Whether there may be an unfinished run that this process has not looked for. */
  private mayHaveWork = true;
  /** Whether an assessment may have been cut off before this process began to write. */
  private mayHaveRemains = true;

  constructor(
    private readonly runs: AssessedRuns,
    private readonly lines: RunLines,
    private readonly producer: ProduceBlocks,
    private readonly deduct: DeductZakat,
    private readonly turns: RunTurns,
    private readonly giveWay: GiveWay,
    private readonly remains: Pick<SweepAssessments, 'execute'>,
    private readonly assessing: AssessmentTurn,
    private readonly log: SystemLog,
  ) {}

  start(): void {
    this.stopped = false;
    this.timer = setInterval(() => this.look(), LOOK_MS).unref();
  }

  /** Resolves when nothing is being charged. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearInterval(this.timer);
    await this.working;
  }

  /** A run was begun or opened again. */
  wake(): void {
    this.mayHaveWork = true;
    this.look();
  }

  private look(): void {
    if (!this.producer.producing) {
      this.mayHaveWork = true;
      this.mayHaveRemains = true;
      return;
    }
    if (this.stopped || !this.mayHaveWork || this.working) return;
    this.mayHaveWork = false;
    this.working = this.chargeAll().finally(() => {
      this.working = undefined;
    });
  }

  private async chargeAll(): Promise<void> {
    try {
      await this.sweep();
      for (let run = await this.lines.unfinished(); run && !this.stopped; run = await this.lines.unfinished()) {
        await this.chargeInTurn(run);
      }
    } catch (error) {
      this.mayHaveWork = true;
      await this.note('error', 'zakat_run_interrupted', `a zakat run was interrupted and goes on: ${String(error)}`);
    }
  }

  /** One that is being made has swept first, and looks like one that was cut off. */
  private async sweep(): Promise<void> {
    if (!this.mayHaveRemains || this.assessing.isTaken) return;
    await this.remains.execute();
    this.mayHaveRemains = false;
  }

  private async chargeInTurn(run: AssessedRun): Promise<void> {
    await this.turns.take(() => this.charge(run));
    if (!this.stopped) await this.report(run.id);
  }

  private async charge(run: AssessedRun): Promise<void> {
    const pace = this.giveWay.pace();
    for (let afterPosition: number | undefined; !this.stopped; ) {
      const limit = pace.isBusy ? BATCH_BESIDE_CALLERS : BATCH;
      const { lines, lastPosition } = await this.lines.due({ runId: run.id, afterPosition, limit });
      if (lastPosition === undefined) return this.lines.complete(run.id);
      const outcomes = await this.chargeLines(run, lines);
      for (const shortfall of ['outstanding', 'failed'] as const) {
        const addresses = lines.filter((_, at) => outcomes[at] === shortfall).map((line) => line.walletAddress);
        if (addresses.length > 0) await this.lines.setAside(run.id, shortfall, addresses);
      }
      afterPosition = lastPosition;
      await pace.rest();
    }
  }

  /**
   * All are submitted at once, so that they share a block. Waits for all of them also when one fails: none may still be on
   * its way when the lines that are left are asked for again.
   */
  private async chargeLines(run: AssessedRun, lines: readonly DueLine[]): Promise<Outcome[]> {
    const intents: (BlockIntent | undefined)[] = [];
    for await (const line of inTurns(lines, { weigh: () => 1, most: KEYS_PER_TURN }))
      intents.push(await this.prepare(run, line));
    const outcomes = await Promise.allSettled(intents.map((intent) => this.submit(intent)));
    return outcomes.map((outcome) => {
      if (outcome.status === 'rejected') throw outcome.reason;
      return outcome.value;
    });
  }

  /** Undefined when the key of the wallet does not open. */
  private prepare(run: AssessedRun, line: DueLine): Promise<BlockIntent | undefined> {
    return this.deduct.prepare({
      runId: run.id,
      pool: parseAddress(run.poolAddress),
      wallet: {
        userId: line.userId,
        address: parseAddress(line.walletAddress),
        sealedPrivateKey: line.sealedPrivateKey,
      },
      amountOf: () => line.amountUnits,
    });
  }

  private async submit(intent: BlockIntent | undefined): Promise<Outcome> {
    if (!intent) return 'failed';
    try {
      await this.producer.submit(intent, true);
      return 'charged';
    } catch (error) {
      if (error instanceof InsufficientFunds) return 'outstanding';
      if (error instanceof TooManyCoins) return 'failed';
      throw error;
    }
  }

  private async report(runId: string): Promise<void> {
    const run = await this.runs.progress(runId);
    if (!run) return;
    const { totalUnits, charged, total, outstanding, failed, period } = run;
    const left = outstanding + failed > 0 ? `, ${outstanding} outstanding, ${failed} failed` : '';
    await this.note(
      'info',
      'zakat_run',
      `zakat of ${period}: ${totalUnits} units from ${charged} of ${total} wallets${left}`,
    );
  }

  /** The server itself acts here, at no one's request. */
  private note(level: 'info' | 'error', type: string, message: string): Promise<void> {
    return this.log.record({ level, type, message, ip: '' });
  }
}
