import { NodeWalletHistory, type WalletLine } from '@app/node-wallet';
import type { Database } from '../database.js';

interface LineRow {
  number: string;
  wallet_id: string;
  type: WalletLine['type'];
  status: WalletLine['status'];
  txid: string | null;
  address: string;
  amount: string;
  fee: string;
  block_height: string | null;
  confirmations: number;
  created_at: Date;
  confirmed_at: Date | null;
}

const LINES = `
SELECT h.number, h.wallet_id,
       CASE WHEN h.deposit_id IS NOT NULL THEN 'receive' ELSE p.kind END AS type,
       CASE coalesce(p.state, d.state) WHEN 'confirmed' THEN 'confirmed' WHEN 'credited' THEN 'confirmed'
            WHEN 'failed' THEN 'failed' WHEN 'reversed' THEN 'failed' ELSE 'pending' END AS status,
       coalesce(p.txid, d.txid) AS txid, coalesce(p.recipient_address, d.address) AS address,
       coalesce(p.amount, d.amount) AS amount, CASE WHEN h.wallet_id = p.wallet_id THEN coalesce(p.fee, 0) ELSE 0 END AS fee,
       coalesce(p.block_height, d.block_height) AS block_height,
       greatest(coalesce(p.confirmations, d.confirmations), 0) AS confirmations,
       coalesce(p.created_at, d.created_at) AS created_at, coalesce(p.confirmed_at, d.credited_at) AS confirmed_at
FROM wallet_history h LEFT JOIN payments p ON p.id = h.payment_id LEFT JOIN deposits d ON d.id = h.deposit_id`;

/** In SQL: a line is put together from a payment or a deposit by the database, a page in one statement. */
export class SqlNodeWalletHistory extends NodeWalletHistory {
  constructor(private readonly database: Database) {
    super();
  }

  override async page(walletId: bigint, beforeNumber: bigint | undefined, limit: number): Promise<WalletLine[]> {
    const rows = await this.database.query<LineRow>(
      `${LINES} WHERE h.wallet_id = $1 AND ($2::bigint IS NULL OR h.number < $2) ORDER BY h.number DESC LIMIT $3`,
      [walletId, beforeNumber ?? null, limit],
    );
    return rows.map(lineOf);
  }

  override async lineOf(paymentId: bigint): Promise<WalletLine> {
    const [row] = await this.database.query<LineRow>(`${LINES} WHERE h.payment_id = $1 AND h.wallet_id = p.wallet_id`, [
      paymentId,
    ]);
    return lineOf(row!);
  }
}

function lineOf(row: LineRow): WalletLine {
  return {
    number: BigInt(row.number),
    walletId: BigInt(row.wallet_id),
    type: row.type,
    status: row.status,
    txid: row.txid ?? undefined,
    recipientAddress: row.address,
    amountUnits: BigInt(row.amount),
    feeUnits: BigInt(row.fee),
    blockHeight: row.block_height === null ? undefined : Number(row.block_height),
    confirmations: row.confirmations,
    createdAtMs: row.created_at.getTime(),
    confirmedAtMs: row.confirmed_at?.getTime(),
  };
}
