import type { Slice } from '@app/kernel';
import type { RequestClaim } from '@app/utxo';
import type { AssessmentLine, AssessmentReason } from '../model/assess-wallet.js';
import type { Assessment } from '../model/assessment.js';

/** A line with whose it is. */
export interface NamedLine extends AssessmentLine {
  /** Place in the assessment, from 0: lines are in the order of their addresses. */
  readonly position: number;
  readonly fullName: string;
  readonly maskedCnic: string;
}

export interface LineQuery {
  readonly assessmentId: string;
  readonly reason: AssessmentReason | undefined;
  readonly afterPosition: number | undefined;
  readonly limit: number;
}

/** The assessments. None is changed: its lines are added before it, and it closes them. */
export abstract class Assessments {
  /** @throws DatabaseNotConfigured where nothing is kept */
  abstract available(): void;

  /** Adds lines to an assessment that is not closed; the first of them is at `position`. */
  abstract addLines(assessmentId: string, position: number, lines: readonly AssessmentLine[]): Promise<void>;

  /**
   * Closes an assessment whose lines are all there.
   * @throws KeyTaken when the key that is claimed has made its record meanwhile
   */
  abstract close(assessment: Assessment, claim: RequestClaim | undefined): Promise<void>;

  /** Forgets the lines of an assessment that was given up. */
  abstract discard(assessmentId: string): Promise<void>;

  /** Forgets at most `limit` lines of assessments that are not closed, whichever they are, and tells how many went. */
  abstract sweep(limit: number): Promise<number>;

  abstract find(id: string): Promise<Assessment | undefined>;

  abstract lines(query: LineQuery): Promise<Slice<NamedLine>>;
}
