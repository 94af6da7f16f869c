/** What one round of one contestant measured, by name. Units stand in the name: `perSecond`, `p99Ms`, `failed`. */
export type Reading = Readonly<Record<string, number>>;

/** One of those that are measured against each other. */
export interface Contestant<R extends Reading = Reading> {
  readonly name: string;
  /** One round, after which the contestant is ready for another. */
  measure(round: number): Promise<R>;
}

/** What happened to a contestant, round by round. */
export interface Rounds<R extends Reading = Reading> {
  readonly name: string;
  readonly readings: readonly R[];
}

export interface Schedule {
  readonly pairs: number;
  /** Told before each round: `done` of `total` are over. */
  onRound?(done: number, total: number, name: string): void;
}

/**
 * Measures A B, B A, A B …, `pairs` times, one at a time: what the machine does besides falls on all of them alike, and so does
 * what a round leaves to the next one. A failing round fails the run, for rounds without partners compare nothing.
 */
export async function alternate<R extends Reading>(
  contestants: readonly Contestant<R>[],
  { pairs, onRound }: Schedule,
): Promise<Rounds<R>[]> {
  const results = contestants.map(({ name }) => ({ name, readings: [] as R[] }));
  for (let round = 0; round < pairs; round++) {
    const order = [...contestants.entries()];
    if (round % 2 === 1) order.reverse();
    for (const [done, [at, contestant]] of order.entries()) {
      onRound?.(round * contestants.length + done, pairs * contestants.length, contestant.name);
      results[at]!.readings.push(await contestant.measure(round));
    }
  }
  return results;
}
