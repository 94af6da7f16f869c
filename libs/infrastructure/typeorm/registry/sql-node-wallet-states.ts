import { type NodeId, NodeWalletStates, type WalletHealth } from '@app/node-registry';
import type { Database } from '../database.js';

/**
 * In SQL, which asks for all wallets at once. A wallet is reconciled when the auditor's last word about all of them was good and
 * the node owes nothing.
 */
export class SqlNodeWalletStates extends NodeWalletStates {
  constructor(private readonly database: Database) {
    super();
  }

  override async of(nodeIds: readonly NodeId[]): Promise<ReadonlyMap<NodeId, WalletHealth>> {
    const rows = await this.database.query<{ node_id: NodeId; health: WalletHealth }>(
      `SELECT w.node_id, CASE WHEN NOT w.is_active THEN 'inactive'
                              WHEN a.balance < 0 OR EXISTS (SELECT 1 FROM coin_audit WHERE frozen_by IS NOT NULL)
                                OR NOT EXISTS (SELECT 1 FROM coin_audit) THEN 'unreconciled'
                              ELSE 'ok' END AS health
       FROM wallets w JOIN accounts a ON a.wallet_id = w.id AND a.kind = 'owed' WHERE w.node_id = ANY ($1::text[])`,
      [nodeIds],
    );
    return new Map(rows.map(({ node_id, health }) => [node_id, health]));
  }
}
