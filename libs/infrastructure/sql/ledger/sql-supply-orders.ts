import { type ChainTip, type OrderKind, type SettledOrder, SupplyOrders, type SupplyTotals, toHex } from '@app/chain';
import { read, type Statements } from '../statement.js';
import { TIP, tipOf } from './sql-block-store.js';

/** In one statement, which sees one moment: of two, the second may be asked when there is another block, or of a standby that lags. */
export const CHAIN_SUPPLY = read('chain_supply', {
  parameters: {},
  columns: { ...TIP, issued: 'numeric', redeemed: 'numeric' },
  sql: `SELECT b.*, b.first_transaction + b.transaction_count AS next_transaction, b.first_output + b.output_count AS next_output,
               coalesce(s.issued_total, 0) AS issued, coalesce(s.redeemed_total, 0) AS redeemed
        FROM (SELECT * FROM blocks ORDER BY height DESC LIMIT 1) AS b
          LEFT JOIN LATERAL (SELECT issued_total, redeemed_total FROM treasury_settlements
                             WHERE transaction_key < b.first_transaction + b.transaction_count
                             ORDER BY transaction_key DESC LIMIT 1) AS s ON true`,
});

export const TREASURY_TOTALS = read('treasury_totals', {
  parameters: { next_transaction: 'bigint' },
  columns: { issued: 'numeric', redeemed: 'numeric' },
  sql: `SELECT issued_total AS issued, redeemed_total AS redeemed FROM treasury_settlements WHERE transaction_key < $1
        ORDER BY transaction_key DESC LIMIT 1`,
});

/** Only people who have approved count. */
export const SETTLED_TREASURY_ORDERS = read('settled_treasury_orders', {
  parameters: { txids: 'bytea[]' },
  columns: {
    txid: 'bytea',
    kind: 'text',
    id: 'uuid',
    address: 'bytea',
    amount: 'bigint',
    reference: 'text',
    hash: 'bytea',
    approvals: 'integer',
    needed: 'integer null',
  },
  sql: `SELECT t.txid, o.kind, o.id, o.address, o.amount, o.reference, o.hash, o.needed,
               (SELECT count(*) FROM treasury_approvals a WHERE a.order_id = o.id)::integer AS approvals
        FROM unnest($1::bytea[]) AS u(txid) JOIN transactions t ON t.txid = u.txid
          JOIN treasury_settlements s ON s.transaction_key = t.key JOIN treasury_orders o ON o.id = s.order_id`,
});

export class SqlSupplyOrders extends SupplyOrders {
  constructor(private readonly statements: Statements) {
    super();
  }

  override async atTip(): Promise<{ tip: ChainTip; totals: SupplyTotals } | undefined> {
    const [row] = await this.statements.run(CHAIN_SUPPLY, {});
    return row && { tip: tipOf(row), totals: { issued: BigInt(row.issued), redeemed: BigInt(row.redeemed) } };
  }

  override async totals(nextTransactionKey: number): Promise<SupplyTotals> {
    const [row] = await this.statements.run(TREASURY_TOTALS, { next_transaction: nextTransactionKey });
    return { issued: BigInt(row?.issued ?? 0), redeemed: BigInt(row?.redeemed ?? 0) };
  }

  override async settledBy(txids: readonly Uint8Array[]): Promise<ReadonlyMap<string, SettledOrder>> {
    const rows = await this.statements.run(SETTLED_TREASURY_ORDERS, { txids });
    return new Map(
      rows.map((row) => [
        toHex(row.txid),
        {
          kind: row.kind as OrderKind,
          id: row.id,
          address: toHex(row.address),
          amount: BigInt(row.amount),
          reference: row.reference,
          hash: row.hash,
          approvals: row.approvals,
          needed: row.needed ?? 1,
        },
      ]),
    );
  }
}
