import {
  type CoinOutpoint,
  CoreAnswerMalformed,
  type TransactionDetail,
  type WalletTransaction,
} from '@app/node-wallet';
import { BytesMalformed, type CoinTransaction, isCoinbase, parseTransaction } from './coin-transaction.js';
import {
  addressText,
  depthField,
  hash,
  hashField,
  indexField,
  list,
  malformed,
  optionalField,
  textField,
  unitsField,
} from './core-answer.js';
import { readHeader } from './core-flopcoin-node.js';
import type { CoreSession } from './core-session.js';
import { addressOfScript } from './output-script.js';

const CATEGORIES = new Map<string, TransactionDetail['category']>([
  ['send', 'send'],
  ['receive', 'receive'],
  ['generate', 'coinbase'],
  ['immature', 'coinbase'],
  ['orphan', 'coinbase'],
]);

/** The answer of `gettransaction`, with the height from the block's header. */
export async function readWalletTransaction(answer: unknown, session: CoreSession): Promise<WalletTransaction> {
  const blockHash = blockHashOf(answer);
  const hex = textField(answer, 'hex');
  const fee = optionalField(answer, 'fee') === undefined ? null : unitsField(answer, 'fee');
  const transaction = parsed(hex);
  const rows = list(optionalField(answer, 'details') ?? [], 'details');
  const details = readDetails(rows, transaction);
  const network = await session.network();
  return {
    txid: hashField(answer, 'txid'),
    confirmations: depthField(answer, 'confirmations'),
    blockHash,
    height: blockHash === null ? null : (await readHeader(session, blockHash)).height,
    feeUnits: fee === null ? null : magnitude(fee),
    walletConflicts: session.rpc.readableRows(
      'gettransaction',
      list(optionalField(answer, 'walletconflicts') ?? [], 'walletconflicts'),
      (txid) => hash(txid, 'walletconflicts'),
    ),
    details,
    inputs: transaction.inputs.map(({ txid, vout }) => ({ txid, vout })),
    outputs: transaction.outputs.map(({ amountUnits, script }, vout) => ({
      vout,
      amountUnits,
      address:
        (network && addressOfScript(script, network)) ??
        details.find((detail) => detail.vout === vout)?.address ??
        null,
    })),
    ...ownShare(transaction, { amountUnits: unitsField(answer, 'amount'), fee, details }),
    abandoned: rows.length === 0 ? null : rows.some(isAbandoned),
    hex,
  };
}

/**
 * What a transaction does is told by its bytes and its sums; the rows only add to that, and one of an unknown form is left
 * out. A coinbase is the exception: what it brings is told by its rows alone.
 */
function readDetails(rows: readonly unknown[], transaction: CoinTransaction): TransactionDetail[] {
  return rows.flatMap((row) => {
    try {
      return [readDetail(row)];
    } catch (error) {
      if (!(error instanceof CoreAnswerMalformed) || isCoinbase(transaction)) throw error;
      return [];
    }
  });
}

/**
 * Core tells what a transaction brings the wallet less what it takes, and for its own spends the fee (outputs less the
 * wallet's inputs) apart from it: with the sum of the outputs that is both sides, to the unit. Of a mined coin that cannot
 * be spent yet it tells 0.
 */
function ownShare(
  transaction: CoinTransaction,
  { amountUnits, fee, details }: { amountUnits: bigint; fee: bigint | null; details: readonly TransactionDetail[] },
): { creditUnits: bigint; debitUnits: bigint } {
  if (isCoinbase(transaction))
    return { creditUnits: details.reduce((sum, detail) => sum + detail.amountUnits, 0n), debitUnits: 0n };
  const paidUnits = transaction.outputs.reduce((sum, output) => sum + output.amountUnits, 0n);
  if (amountUnits > paidUnits) throw malformed('amount');
  if (fee === null) return { creditUnits: amountUnits, debitUnits: 0n };
  return { creditUnits: amountUnits + paidUnits, debitUnits: paidUnits - fee };
}

/** The coins that a raw transaction spends. */
export function inputsOf(hex: string): CoinOutpoint[] {
  return parsed(hex).inputs.map(({ txid, vout }) => ({ txid, vout }));
}

function parsed(hex: string): CoinTransaction {
  try {
    return parseTransaction(hex);
  } catch (cause) {
    if (cause instanceof BytesMalformed) throw malformed('hex', cause);
    throw cause;
  }
}

export function readDetail(row: unknown): TransactionDetail {
  const category = CATEGORIES.get(textField(row, 'category'));
  if (!category) throw malformed('category');
  const address = optionalField(row, 'address');
  return {
    category,
    address: address === undefined ? null : addressText(address),
    vout: indexField(row, 'vout'),
    amountUnits: magnitude(unitsField(row, 'amount')),
  };
}

export function blockHashOf(answer: unknown): string | null {
  const blockHash = optionalField(answer, 'blockhash');
  return blockHash === undefined ? null : hash(blockHash, 'blockhash');
}

function isAbandoned(row: unknown): boolean {
  return typeof row === 'object' && row !== null && (row as { abandoned?: unknown }).abandoned === true;
}

function magnitude(units: bigint): bigint {
  return units < 0n ? -units : units;
}
