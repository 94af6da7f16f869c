import { describe, expect, it } from '@jest/globals';
import { summariseProfile } from './profile-summary.js';

const at = (functionName: string, url = '', lineNumber = -1) => ({ functionName, url, lineNumber });

describe('a profile', () => {
  it('says who was running, as a share of the time that was not idle', () => {
    const summary = summariseProfile({
      nodes: [
        { id: 1, callFrame: at('(idle)') },
        { id: 2, callFrame: at('sign', 'file:///srv/mizan/dist/libs/chain/seal.js', 41) },
        { id: 3, callFrame: at('hash', 'node:internal/crypto/hash', 9) },
        { id: 5, callFrame: at('atomicsWaitLoop', 'file:///srv/mizan/node_modules/piscina/dist/worker.js', 125) },
        { id: 4, callFrame: at('sign', 'file:///srv/mizan/dist/libs/chain/seal.js', 41) },
      ],
      samples: [1, 2, 3, 4, 5],
      timeDeltas: [2000, 2000, 1000, 1000, 3000],
    });
    expect(summary).toEqual({
      busyMs: 4,
      idleMs: 5,
      rows: [
        { place: 'sign (libs/chain/seal.js:42)', selfMs: 3, share: 0.75 },
        { place: 'hash (hash:10)', selfMs: 1, share: 0.25 },
      ],
    });
  });
});
