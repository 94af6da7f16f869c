import { fromHex, type TransactionType, toHex } from '@app/chain';
import type { Slice } from '@app/kernel';
import { type BookedTransaction, TransactionRecords, type WalletTotals } from '@app/reporting';
import { read, type Statements } from '../../sql/statement.js';
import { PLACED_COLUMNS, placedTransaction, SLICED, slice, slicedSql } from './typeorm-block-store.js';

/** A wallet's rows are among those of its history, which is the index by wallet. */
const BOOKED = `FROM wallet_history h JOIN transactions t ON t.key = h.transaction_key
  CROSS JOIN (SELECT id FROM addresses WHERE hash = $1) AS wallet
  WHERE h.address = wallet.id AND (t.sender = wallet.id OR t.receiver = wallet.id)`;

export const WALLET_TOTALS = read('wallet_totals', {
  parameters: { address: 'bytea' },
  columns: { sent: 'numeric', received: 'numeric' },
  sql: `SELECT coalesce(sum(t.amount) FILTER (WHERE t.sender = wallet.id), 0) AS sent,
               coalesce(sum(t.amount) FILTER (WHERE t.receiver = wallet.id), 0) AS received ${BOOKED}`,
});

export const BOOKED_TRANSACTIONS = read('booked_transactions', {
  parameters: { address: 'bytea', after_key: 'bigint', row_limit: 'integer' },
  columns: {
    ...SLICED,
    timestamp: 'bigint',
    type: 'text',
    sender: 'bytea null',
    receiver: 'bytea',
    amount: 'bigint',
  },
  sql: `SELECT ${PLACED_COLUMNS}, t.found, b."timestamp", t.type, sender.hash AS sender, receiver.hash AS receiver, t.amount
        FROM ${slicedSql(`(SELECT t.* ${BOOKED} AND h.transaction_key > $2 ORDER BY h.transaction_key LIMIT $3) AS t`, 'asc')} AS t
        JOIN blocks b ON b.height = t.height
        LEFT JOIN addresses sender ON sender.id = t.sender JOIN addresses receiver ON receiver.id = t.receiver
        ORDER BY t.key`,
});

export class TypeormTransactionRecords extends TransactionRecords {
  constructor(private readonly statements: Statements) {
    super();
  }

  override available(): void {}

  override async totals(address: string): Promise<WalletTotals> {
    const [row] = await this.statements.run(WALLET_TOTALS, { address: fromHex(address, 32)! });
    return { sent: BigInt(row!.sent), received: BigInt(row!.received) };
  }

  override async page(address: string, afterKey: number, limit: number): Promise<Slice<BookedTransaction>> {
    const rows = await this.statements.run(BOOKED_TRANSACTIONS, {
      address: fromHex(address, 32)!,
      after_key: afterKey,
      row_limit: limit + 1,
    });
    return slice(rows, limit, (row) => ({
      ...placedTransaction(row),
      timestamp: Number(row.timestamp),
      record: {
        type: row.type as TransactionType,
        sender: row.sender ? toHex(row.sender) : undefined,
        receiver: toHex(row.receiver),
        amount: BigInt(row.amount),
      },
    }));
  }
}
