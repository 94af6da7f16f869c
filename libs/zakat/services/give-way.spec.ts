import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { GiveWay } from './give-way.js';

const WORK_MS = 10;

describe('background work', () => {
  it('rests several times as long as it worked while callers send', async () => {
    const producer = { requested: 0 };
    const pace = new GiveWay(producer).pace();
    expect(pace.isBusy).toBe(true);
    await sleep(WORK_MS);
    producer.requested += 10;
    expect(await restMs(pace)).toBeGreaterThan(3 * WORK_MS);
    expect(pace.isBusy).toBe(true);
  });

  it('does not wait when no one else sends, or few do', async () => {
    const producer = { requested: 100 };
    const pace = new GiveWay(producer).pace();
    await sleep(5 * WORK_MS);
    producer.requested += 1;
    expect(await restMs(pace)).toBeLessThan(3 * WORK_MS);
    expect(pace.isBusy).toBe(false);
  });
});

async function restMs(pace: ReturnType<GiveWay['pace']>): Promise<number> {
  const startedAt = performance.now();
  await pace.rest();
  return performance.now() - startedAt;
}
