import { setTimeout as sleep } from 'node:timers/promises';
import type { RunProgress } from '../ports/assessed-runs.js';
import { RunAssessment } from './run-assessment.js';

const LOOK_MS = 500;

/** Tells how far a run is, again and again until it is complete. All who follow one run share what is read of it. */
export class FollowRun {
  private readonly reading = new Map<string, Promise<RunProgress>>();

  constructor(private readonly runs: RunAssessment) {}

  /** Each step once; the first at once. @throws ZakatRunNotFound */
  async *execute(runId: string, signal: AbortSignal): AsyncGenerator<RunProgress> {
    for (let told = ''; !signal.aborted; ) {
      const progress = await this.read(runId);
      const step = `${progress.state} ${progress.processed} ${progress.charged}`;
      if (step !== told) yield progress;
      if (progress.state === 'completed') return;
      told = step;
      await sleep(LOOK_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  private read(runId: string): Promise<RunProgress> {
    const shared = this.reading.get(runId);
    if (shared) return shared;
    const reading = this.runs.progress(runId);
    this.reading.set(runId, reading);
    const forget = () => setTimeout(() => this.reading.delete(runId), LOOK_MS / 2).unref();
    reading.then(forget, forget);
    return reading;
  }
}
