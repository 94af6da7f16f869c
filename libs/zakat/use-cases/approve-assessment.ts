import { Clock } from '@app/kernel';
import type { Assessment } from '../model/assessment.js';
import { AssessedRuns } from '../ports/assessed-runs.js';
import { type Approval, AssessmentApprovals } from '../ports/assessment-approvals.js';
import { ZakatPolicies } from '../ports/zakat-policies.js';
import { AssessmentApprovedAlready, AssessmentIsForecast, AssessmentIsOtherwise } from '../zakat.errors.js';
import { ReadAssessments } from './read-assessments.js';
import { DefaultPolicy } from './read-zakat-terms.js';
import { RecheckAssessment } from './recheck-assessment.js';

/** How an assessment stands. */
export interface AssessmentStanding {
  readonly assessment: Assessment;
  readonly approvals: readonly Approval[];
  /** How many different administrators must approve it. */
  readonly needed: number;
  /** Of the run that charges it. */
  readonly runId: string | undefined;
}

/** Shows how an assessment stands, and approves it. */
export class ApproveAssessment {
  constructor(
    private readonly assessments: ReadAssessments,
    private readonly recheck: RecheckAssessment,
    private readonly approvals: AssessmentApprovals,
    private readonly runs: AssessedRuns,
    private readonly policies: ZakatPolicies,
    private readonly clock: Clock,
    private readonly initial: DefaultPolicy,
  ) {}

  /** @throws AssessmentNotFound */
  async standing(id: string): Promise<AssessmentStanding> {
    const assessment = await this.assessments.find(id);
    const [approvals, run, policy] = await Promise.all([
      this.approvals.of(id),
      this.runs.ofAssessment(id),
      this.policies.version(assessment.policyVersion),
    ]);
    const needed = (policy?.policy ?? this.initial.policy).approvals;
    return { assessment, approvals, needed, runId: run?.id };
  }

  /**
   * @param hash of the lines that the administrator has seen
   * @throws AssessmentNotFound · AssessmentIsForecast · AssessmentIsOtherwise when the hash is another one, or the same
   *   assessment would come out otherwise now · AssessmentApprovedAlready · AssessmentInProgress
   */
  async execute(id: string, { hash, actor }: { hash: string; actor: string }): Promise<AssessmentStanding> {
    const { assessment, approvals, runId } = await this.standing(id);
    if (assessment.isProvisional) throw new AssessmentIsForecast();
    if (assessment.hash !== hash.toLowerCase()) throw new AssessmentIsOtherwise();
    if (approvals.some(({ by }) => by === actor)) throw new AssessmentApprovedAlready();
    // What is charged already cannot come out the same, and was checked before.
    if (runId === undefined) await this.recheck.execute(assessment);
    if (!(await this.approvals.add(id, { by: actor, atMs: this.clock.nowMs() }))) throw new AssessmentApprovedAlready();
    return this.standing(id);
  }
}
