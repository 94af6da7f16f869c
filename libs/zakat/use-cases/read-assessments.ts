import type { Slice } from '@app/kernel';
import type { Assessment } from '../model/assessment.js';
import { isRecordId } from '../model/record-id.js';
import { Assessments, type LineQuery, type NamedLine } from '../ports/assessments.js';
import { AssessmentNotFound } from '../zakat.errors.js';

/** Shows assessments and their lines. */
export class ReadAssessments {
  constructor(private readonly assessments: Assessments) {}

  /** @throws DatabaseNotConfigured · AssessmentNotFound */
  async find(id: string): Promise<Assessment> {
    this.assessments.available();
    const found = isRecordId(id) ? await this.assessments.find(id) : undefined;
    if (!found) throw new AssessmentNotFound();
    return found;
  }

  /** In the order of their addresses; call {@link find} first, as lines alone do not tell whether there is an assessment. */
  lines(query: LineQuery): Promise<Slice<NamedLine>> {
    return this.assessments.lines(query);
  }
}
