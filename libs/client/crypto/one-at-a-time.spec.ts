import { oneAtATime } from './one-at-a-time.js';

const ledger = {};
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Work that notes when it begins and ends. */
function noted(log: string[], name: string, ms: number) {
  return async () => {
    log.push(`${name} begins`);
    await pause(ms);
    log.push(`${name} ends`);
    if (name === 'failure') throw new Error(name);
    return name;
  };
}

describe('work on one wallet', () => {
  it('follows what was asked for before, a failure too', async () => {
    const log: string[] = [];
    const works = ['first', 'failure', 'last'].map((name) =>
      oneAtATime(ledger, 'wallet', undefined, noted(log, name, 5)),
    );
    const ends = await Promise.allSettled(works);
    expect(ends.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(log).toEqual(['first', 'failure', 'last'].flatMap((name) => [`${name} begins`, `${name} ends`]));
  });

  it('does not wait for that on another wallet, or another ledger', async () => {
    const log: string[] = [];
    await Promise.all([
      oneAtATime(ledger, 'wallet', undefined, noted(log, 'slow', 50)),
      oneAtATime(ledger, 'other', undefined, noted(log, 'quick', 1)),
      oneAtATime({}, 'wallet', undefined, noted(log, 'elsewhere', 1)),
    ]);
    expect(log.at(-1)).toBe('slow ends');
  });

  it('that is no longer wanted is not begun, and lets nothing overtake', async () => {
    const log: string[] = [];
    const first = oneAtATime(ledger, 'wallet', undefined, noted(log, 'first', 50));
    const abandoned = oneAtATime(ledger, 'wallet', AbortSignal.timeout(5), noted(log, 'abandoned', 1));
    const last = oneAtATime(ledger, 'wallet', undefined, noted(log, 'last', 1));
    await expect(abandoned).rejects.toThrow();
    await Promise.all([first, last]);
    expect(log).toEqual(['first begins', 'first ends', 'last begins', 'last ends']);
  });
});
