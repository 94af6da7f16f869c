/** That an administrator stands behind an assessment. */
export interface Approval {
  /** As in the audit trail. */
  readonly by: string;
  readonly atMs: number;
}

/** Approvals of assessments; none is taken back. */
export abstract class AssessmentApprovals {
  /** @returns false, and changes nothing, when the same administrator has approved it before */
  abstract add(assessmentId: string, approval: Approval): Promise<boolean>;

  /** Oldest first. */
  abstract of(assessmentId: string): Promise<Approval[]>;
}
