import { AssessmentInProgress } from '../zakat.errors.js';

/** One assessment is reckoned at a time: each reads what all wallets did, and two would only make each other slow. */
export class AssessmentTurn {
  private isTaken = false;

  /** @throws AssessmentInProgress */
  async take<T>(work: () => Promise<T>): Promise<T> {
    if (this.isTaken) throw new AssessmentInProgress();
    this.isTaken = true;
    try {
      return await work();
    } finally {
      this.isTaken = false;
    }
  }
}
