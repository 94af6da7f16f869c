import { NotWriting, ProduceBlocks } from '@app/utxo';
import { isRecordId } from '../model/record-id.js';
import { type AssessedRun, AssessedRuns, type RunProgress } from '../ports/assessed-runs.js';
import { ChargeAssessments } from '../services/charge-assessments.js';
import { AssessmentNotApproved, ZakatRunNotFound } from '../zakat.errors.js';
import { ApproveAssessment } from './approve-assessment.js';
import { FindPool } from './find-pool.js';
import { RecheckAssessment } from './recheck-assessment.js';

/** Begins the runs of approved assessments, and shows how far they are. They are charged in the background. */
export class RunAssessment {
  /** By assessment: calls at once begin one run. */
  private readonly beginning = new Map<string, Promise<AssessedRun>>();

  constructor(
    private readonly approve: ApproveAssessment,
    private readonly recheck: RecheckAssessment,
    private readonly runs: AssessedRuns,
    private readonly findPool: FindPool,
    private readonly producer: ProduceBlocks,
    private readonly charging: ChargeAssessments,
  ) {}

  /**
   * An assessment has one run, however often it is asked for.
   * @throws AssessmentNotFound · AssessmentNotApproved · ZakatPoolNotSet · NotWriting · AssessmentIsOtherwise ·
   *   AssessmentInProgress
   */
  begin(assessmentId: string, actor: string): Promise<AssessedRun> {
    const under = this.beginning.get(assessmentId);
    if (under) return under;
    const begun = this.beginOnce(assessmentId, actor).finally(() => this.beginning.delete(assessmentId));
    this.beginning.set(assessmentId, begun);
    return begun;
  }

  private async beginOnce(assessmentId: string, actor: string): Promise<AssessedRun> {
    const { assessment, approvals, needed } = await this.approve.standing(assessmentId);
    const begun = await this.runs.ofAssessment(assessmentId);
    if (begun) return begun;
    if (assessment.isProvisional || approvals.length < needed) throw new AssessmentNotApproved();
    const { address } = await this.findPool.execute();
    this.requireWriting();
    await this.recheck.execute(assessment);
    const run = await this.runs.begin(assessmentId, address, actor);
    this.charging.wake();
    return run;
  }

  /** Tries again what was outstanding or failed. @throws ZakatRunNotFound · NotWriting */
  async resume(runId: string): Promise<RunProgress> {
    await this.progress(runId);
    this.requireWriting();
    await this.runs.reopen(runId);
    this.charging.wake();
    return this.progress(runId);
  }

  /** @throws ZakatRunNotFound */
  async progress(runId: string): Promise<RunProgress> {
    const found = isRecordId(runId) ? await this.runs.progress(runId) : undefined;
    if (!found) throw new ZakatRunNotFound();
    return found;
  }

  page(beforeNumber: number | undefined, limit: number): Promise<RunProgress[]> {
    return this.runs.page(beforeNumber, limit);
  }

  /** A run that is begun where nothing can be charged would stand until another process writes. */
  private requireWriting(): void {
    if (!this.producer.producing) throw new NotWriting();
  }
}
