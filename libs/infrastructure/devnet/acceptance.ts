import { unlocks } from '@app/infrastructure/flopcoin/coin-key.js';
import {
  BytesMalformed,
  type CoinTransaction,
  isCoinbase,
  outpointKey,
  parseTransaction,
  serializeTransaction,
  transactionId,
} from '@app/infrastructure/flopcoin/coin-transaction.js';
import { type BroadcastOutcome, MAX_MONEY_UNITS } from '@app/node-wallet';
import type { DevnetLedger } from './devnet-ledger.js';
import { HARD_DUST_UNITS, MAX_FEE_UNITS, RELAY_FEE_PER_BYTE_UNITS } from './devnet-parameters.js';

/** The verdict on a transaction offered to the mempool, with Core's own numbers. `fresh` is one to be taken in. */
export type Verdict = BroadcastOutcome | { kind: 'fresh'; txid: string; hex: string };

const UNDECODABLE: Verdict = { kind: 'undecided', reason: 'undecodable', coreCode: -22 };
const INPUTS_MISSING: Verdict = { kind: 'undecided', reason: 'inputs_missing', coreCode: -25 };
const REJECTED: Verdict = { kind: 'undecided', reason: 'rejected', coreCode: -26 };

/**
 * Judges as Flopcoin's sendrawtransaction does, down to calling a mined transaction "rejected" once all its outputs are spent.
 * @param replaced what leaves the mempool for it: every spend of its coins there, with all that is built on them
 */
export function judge(ledger: DevnetLedger, text: string, replaced: readonly string[] = []): Verdict {
  const hex = text.toLowerCase();
  const transaction = decoded(hex);
  if (!transaction) return UNDECODABLE;
  const txid = transactionId(transaction);
  if (ledger.isInMempool(txid)) return { kind: 'accepted' };
  if (ledger.heightOf(txid) !== null) {
    const unspent = transaction.outputs.some((_, vout) => !ledger.isSpentInChain({ txid, vout }));
    return unspent ? { kind: 'already_known' } : REJECTED;
  }
  if (!wellFormed(transaction)) return REJECTED;
  const faults = transaction.inputs.map((input) => {
    if (replaced.includes(input.txid)) return 'missing';
    const fault = ledger.inputFault(input);
    return fault === 'mempool_conflict' && replaced.length > 0 ? null : fault;
  });
  if (faults.includes('missing')) return INPUTS_MISSING;
  if (faults.some((fault) => fault !== null)) return REJECTED;
  return paysItsWay(ledger, transaction, hex.length / 2) && signed(ledger, transaction)
    ? { kind: 'fresh', txid, hex }
    : REJECTED;
}

/** Only the one spelling without a witness: this chain has no segwit, and no other bytes give the same txid. */
function decoded(hex: string): CoinTransaction | null {
  try {
    const transaction = parseTransaction(hex);
    return serializeTransaction(transaction).toString('hex') === hex ? transaction : null;
  } catch (error) {
    if (error instanceof BytesMalformed) return null;
    throw error;
  }
}

function wellFormed(transaction: CoinTransaction): boolean {
  const spent = new Set(transaction.inputs.map(outpointKey));
  const inRange = transaction.outputs.every(
    ({ amountUnits }) => amountUnits >= HARD_DUST_UNITS && amountUnits <= MAX_MONEY_UNITS,
  );
  return (
    !isCoinbase(transaction) && transaction.outputs.length > 0 && spent.size === transaction.inputs.length && inRange
  );
}

function paysItsWay(ledger: DevnetLedger, transaction: CoinTransaction, sizeBytes: number): boolean {
  const spent = transaction.inputs.reduce((sum, input) => sum + ledger.output(input).amountUnits, 0n);
  const fee = spent - transaction.outputs.reduce((sum, output) => sum + output.amountUnits, 0n);
  return fee >= RELAY_FEE_PER_BYTE_UNITS * BigInt(sizeBytes) && fee <= MAX_FEE_UNITS;
}

function signed(ledger: DevnetLedger, transaction: CoinTransaction): boolean {
  return transaction.inputs.every((input, at) => unlocks(transaction, at, ledger.output(input).script));
}
