import { setTimeout as sleep } from 'node:timers/promises';
import type { MixedLoad } from './mixed-load.js';
import { untilAcknowledged } from './recovery.js';
import type { SoakSite } from './soak-site.js';

/** How long a server works before it is killed, at most: long enough for some blocks and a round of following. */
const MOST_WORK_MS = 600;
/** Within this time after a start a transfer must be acknowledged. */
const RECOVERY_MS = 60_000;

/** Kills the server `kills` times, each time at another moment of its work, which may be the first one. @returns the kills under load */
export async function killAgainAndAgain(site: SoakSite, load: MixedLoad, kills: number): Promise<number> {
  let underLoad = 0;
  for (let kill = 0; kill < kills; kill++) {
    const before = load.sends.done.size;
    // Each tenth is killed before it has done anything.
    if (kill % 10 !== 0) {
      await untilAcknowledged(load, { done: before, trouble: 'the server is killed', withinMs: RECOVERY_MS });
      await sleep(Math.random() * MOST_WORK_MS);
      underLoad++;
    }
    await site.killServer();
  }
  return underLoad;
}
