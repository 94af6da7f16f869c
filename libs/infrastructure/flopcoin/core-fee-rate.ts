import { optionalField, positiveUnitsField, unitsField } from './core-answer.js';
import type { CoreSession } from './core-session.js';

/** Blocks within which a payment should be mined. */
const TARGET_BLOCKS = 6;
/** What the wallet of a coin pays that knows no better: ten times what its peers relay, on Flopcoin 0.01 FLOP. */
const RELAY_FEES = 10n;

/**
 * What 1000 bytes should pay: the wallet's own `paytxfee` where one is set (Flopcoin's default is 0.01), else the daemon's
 * estimate (Flopcoin's answers -1, which is none), else ten times the relay fee, which is also the least that is paid.
 */
export async function coreFeeRate({ rpc }: CoreSession, walletInfo: unknown, relayFeeUnits: bigint): Promise<bigint> {
  const leastUnits = relayFeeUnits * RELAY_FEES;
  const chosen = positiveUnitsField(walletInfo, 'paytxfee');
  if (chosen > 0n) return chosen > relayFeeUnits ? chosen : relayFeeUnits;
  const estimate = await rpc.read('estimatesmartfee', [TARGET_BLOCKS]);
  const estimated = optionalField(estimate, 'feerate') === undefined ? -1n : unitsField(estimate, 'feerate');
  return estimated > leastUnits ? estimated : leastUnits;
}
