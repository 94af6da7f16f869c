import { AssessmentInProgress } from '../zakat.errors.js';

/** One assessment is reckoned at a time: each reads what all wallets did, and two would only make each other slow. */
export class AssessmentTurn {
  private isWorking = false;

  get isTaken(): boolean {
    return this.isWorking;
  }

  /** @throws AssessmentInProgress */
  async take<T>(work: () => Promise<T>): Promise<T> {
    if (this.isWorking) throw new AssessmentInProgress();
    this.isWorking = true;
    try {
      return await work();
    } finally {
      this.isWorking = false;
    }
  }
}
