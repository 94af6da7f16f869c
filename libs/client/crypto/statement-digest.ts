import { sha256 } from '@noble/hashes/sha2.js';
import type { StatementResponse } from '../generated/ledger/types.gen.js';
import { toHex } from './bytes.js';

/**
 * The digest of a statement, computed from what it says: one that was changed has another `digest` than this. It does not say who
 * issued the statement.
 */
export function statementDigest(statement: Omit<StatementResponse, 'digest' | 'height'>): string {
  const { address, from, until, opening, lines, total_in, total_out, closing } = statement;
  const rows = lines.map(({ time, height, txid, type, direction, counterparty, units, balance_after }) => {
    return [time, height, txid, type, direction, counterparty ?? '', units, balance_after];
  });
  const head = ['mizan-statement-1', address, from ?? '', until ?? '', opening];
  const text = [head, ...rows, [total_in, total_out, closing]].map((fields) => `${fields.join('|')}\n`).join('');
  return toHex(sha256(new TextEncoder().encode(text)));
}
