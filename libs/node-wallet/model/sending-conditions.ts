import type { NodeStatus } from '../ports/flopcoin-node.js';

/** Why nothing should be sent now, although Core would take it. */
export type SendingHindrance = 'syncing' | 'no_peers' | 'stale_tip';

/** Half an hour without a block on a chain of one block a minute: this daemon has lost its peers' chain. */
export const STALE_TIP_SECONDS = 30 * 60;

/**
 * Core takes a payment with no peers and in the middle of its first synchronisation, and then no peer sees it. A private
 * chain (regtest, the devnet) has no peers and rests for days, so nothing of this is asked of it.
 */
export function sendingHindrance(status: NodeStatus, nowSeconds: number): SendingHindrance | null {
  if (status.chain === 'regtest') return null;
  if (status.syncing) return 'syncing';
  if (status.connections < 1) return 'no_peers';
  return nowSeconds - status.tipTimeSeconds > STALE_TIP_SECONDS ? 'stale_tip' : null;
}
