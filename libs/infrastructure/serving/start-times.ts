/** How long the parts of a start took, one after another, in milliseconds: a log says where a slow start spent its time. */
export class StartTimes {
  readonly ms: Record<string, number> = {};
  private since = performance.now();

  /** `part` is what was done since the last part ended. */
  end(part: string): void {
    const now = performance.now();
    this.ms[part] = Math.round(now - this.since);
    this.since = now;
  }
}
