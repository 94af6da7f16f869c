import type { Outpoint, ReceivedEntry, Sighting, TransactionDetail, WalletTransaction } from '@app/node-registry';
import { BytesMalformed } from './byte-reader.js';
import { type CoinTransaction, isCoinbase, parseTransaction } from './coin-transaction.js';
import {
  hash,
  hashField,
  integerField,
  list,
  listField,
  malformed,
  optionalField,
  text,
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
  const rows = listField(answer, 'details');
  const details = rows.map(readDetail).filter((detail) => detail !== null);
  const network = await session.network();
  return {
    txid: hashField(answer, 'txid'),
    confirmations: integerField(answer, 'confirmations'),
    blockHash,
    height: blockHash === null ? null : (await readHeader(session, blockHash)).height,
    feeUnits: fee === null ? null : magnitude(fee),
    walletConflicts: list(optionalField(answer, 'walletconflicts') ?? [], 'walletconflicts').map((txid) =>
      hash(txid, 'walletconflicts'),
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
    abandoned: rows.length === 0 ? null : rows.some((row) => optionalField(row, 'abandoned') === true),
    hex,
  };
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
  if (fee === null) return { creditUnits: amountUnits, debitUnits: 0n };
  const paidUnits = transaction.outputs.reduce((sum, output) => sum + output.amountUnits, 0n);
  return { creditUnits: amountUnits + paidUnits, debitUnits: paidUnits - fee };
}

/** A row of `listsinceblock` when it tells of money received, null for the other side of our own payments. */
export function readReceivedEntry(row: unknown): ReceivedEntry | null {
  const detail = readDetail(row);
  if (!detail || detail.category === 'send') return null;
  return {
    txid: hashField(row, 'txid'),
    vout: detail.vout,
    address: detail.address,
    amountUnits: detail.amountUnits,
    confirmations: integerField(row, 'confirmations'),
    blockHash: blockHashOf(row),
    coinbase: detail.category === 'coinbase',
  };
}

/** Neither daemon tells heights in the same words, so they are counted from that of the last block. */
export function readSightings(rows: readonly unknown[], lastHeight: number): Map<string, Sighting> {
  return new Map(
    rows
      .filter((row) => optionalField(row, 'txid') !== undefined)
      .map((row) => {
        const confirmations = integerField(row, 'confirmations');
        return [
          hashField(row, 'txid'),
          { confirmations, height: confirmations > 0 ? lastHeight - confirmations + 1 : null },
        ];
      }),
  );
}

/** The transaction of a row that tells of money sent, null for the others. */
export function readSentTxid(row: unknown): string | null {
  return textField(row, 'category') === 'send' ? hashField(row, 'txid') : null;
}

/** The coins that a raw transaction spends. */
export function inputsOf(hex: string): Outpoint[] {
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

/** null for categories that are book entries of Core's own accounts (`move`) and touch no coin. */
function readDetail(row: unknown): TransactionDetail | null {
  const category = CATEGORIES.get(textField(row, 'category'));
  if (!category) return null;
  const address = optionalField(row, 'address');
  return {
    category,
    address: address === undefined ? null : text(address, 'address'),
    vout: integerField(row, 'vout'),
    amountUnits: magnitude(unitsField(row, 'amount')),
  };
}

function blockHashOf(answer: unknown): string | null {
  const blockHash = optionalField(answer, 'blockhash');
  return blockHash === undefined ? null : hash(blockHash, 'blockhash');
}

function magnitude(units: bigint): bigint {
  return units < 0n ? -units : units;
}
