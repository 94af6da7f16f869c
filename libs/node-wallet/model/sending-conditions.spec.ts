import type { NodeStatus } from '../ports/flopcoin-node.js';
import { STALE_TIP_SECONDS, sendingHindrance } from './sending-conditions.js';

const NOW = 1_800_000_000;
const status = (changes: Partial<NodeStatus>): NodeStatus => ({
  chain: 'main',
  height: 200_000,
  tipHash: 'ab'.repeat(32),
  tipTimeSeconds: NOW - 60,
  syncing: false,
  connections: 8,
  ...changes,
});

describe('the conditions for sending', () => {
  it('are met by a daemon that follows its peers', () => {
    expect(sendingHindrance(status({}), NOW)).toBeNull();
  });

  it('are not met while it synchronises, without peers, or without new blocks', () => {
    expect(sendingHindrance(status({ syncing: true }), NOW)).toBe('syncing');
    expect(sendingHindrance(status({ connections: 0 }), NOW)).toBe('no_peers');
    expect(sendingHindrance(status({ tipTimeSeconds: NOW - STALE_TIP_SECONDS }), NOW)).toBeNull();
    expect(sendingHindrance(status({ tipTimeSeconds: NOW - STALE_TIP_SECONDS - 1 }), NOW)).toBe('stale_tip');
  });

  it('ask nothing of a private chain, which has no peers and an old tip', () => {
    expect(
      sendingHindrance(status({ chain: 'regtest', syncing: true, connections: 0, tipTimeSeconds: 0 }), NOW),
    ).toBeNull();
  });
});
