import { Assessments } from '../ports/assessments.js';

/** Lines that go at a time: some hundredths of a second of an embedded database, which does one thing at a time. */
const AT_ONCE = 2_000;

/**
 * Removes the lines of assessments that were cut off before they were closed, by a crash or by a take-over. Only where this process
 * writes, and never while it assesses: an assessment that is being made looks the same.
 */
export class SweepAssessments {
  private working: Promise<void> | undefined;

  constructor(private readonly assessments: Assessments) {}

  /** Resolves when there are none left; callers at the same time share the work. */
  execute(): Promise<void> {
    this.working ??= this.sweep().finally(() => {
      this.working = undefined;
    });
    return this.working;
  }

  private async sweep(): Promise<void> {
    while ((await this.assessments.sweep(AT_ONCE)) === AT_ONCE);
  }
}
