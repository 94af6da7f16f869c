import {
  CoreAnswerMalformed,
  MAX_MONEY_UNITS,
  type OddRow,
  oddRowId,
  type ReceivedEntry,
  type Sighting,
} from '@app/node-wallet';
import { depthField, hashField, malformed, textField, whyUnreadable } from './core-answer.js';
import { blockHashOf, readDetail } from './core-wallet-answers.js';

/** What one row of `listsinceblock` tells. */
export interface ListedRow {
  /** null for book entries of Core's own accounts. */
  readonly txid: string | null;
  readonly confirmations: number;
  readonly isSent: boolean;
  /** null for the other side of our own payments. */
  readonly received: ReceivedEntry | null;
}

/** Between Core's own accounts; it touches no coin. */
const BOOK_ENTRY = 'move';

/** Fields of a row that change as the chain grows: the others tell whether it is the same row. */
const CHANGING = /^(?:confirmations|block.*|wallet.*|time.*|bip125.*|trusted|abandoned)$/;

/** Reads the rows one by one: what cannot be read is named and set aside, and says nothing of the others. */
export function readListed(rows: readonly unknown[]): { listed: ListedRow[]; oddRows: OddRow[] } {
  const listed: ListedRow[] = [];
  const oddRows: OddRow[] = [];
  for (const row of rows) {
    try {
      listed.push(readRow(row));
    } catch (error) {
      if (!(error instanceof CoreAnswerMalformed)) throw error;
      oddRows.push({ source: 'listsinceblock', ...nameOf(row), why: whyUnreadable(error) });
    }
  }
  return { listed, oddRows };
}

/** Neither daemon tells heights in the same words, so they are counted from that of the last block. */
export function sightingsOf(listed: readonly ListedRow[], lastHeight: number): Map<string, Sighting> {
  return new Map(
    listed.flatMap(({ txid, confirmations }) =>
      txid === null
        ? []
        : [[txid, { confirmations, height: confirmations > 0 ? lastHeight - confirmations + 1 : null }] as const],
    ),
  );
}

function readRow(row: unknown): ListedRow {
  const category = textField(row, 'category');
  if (category === BOOK_ENTRY) return { txid: null, confirmations: 0, isSent: false, received: null };
  const isSent = category === 'send';
  const txid = hashField(row, 'txid');
  const confirmations = depthField(row, 'confirmations');
  if (isSent) return { txid, confirmations, isSent, received: null };
  const { vout, address, amountUnits, category: kind } = readDetail(row);
  if (amountUnits > MAX_MONEY_UNITS) throw malformed('amount');
  const coinbase = kind === 'coinbase';
  const entry = { txid, vout, address, amountUnits, confirmations, blockHash: blockHashOf(row), coinbase };
  // An output of nothing brings nothing.
  return { txid, confirmations, isSent, received: amountUnits === 0n ? null : entry };
}

/** How to ask for it again, and how to know it when it comes again. */
function nameOf(row: unknown): { txid: string | null; id: string } {
  const { txid } = (typeof row === 'object' && row !== null ? row : {}) as { txid?: unknown };
  if (typeof txid === 'string' && /^[0-9a-f]{64}$/.test(txid)) return { txid, id: oddRowId(txid) };
  const lasting = JSON.stringify(row, (field, value) => (CHANGING.test(field) ? undefined : value));
  return { txid: null, id: oddRowId(lasting) };
}
