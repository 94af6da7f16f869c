import { type RewardToNode, WalletWatch } from '@app/node-wallet';
import type { Database } from '../database.js';

export class TypeormWalletWatch extends WalletWatch {
  constructor(private readonly database: Database) {
    super();
  }

  override async knownMarks(): Promise<string[]> {
    const rows = await this.database.query<{ address: string }>('SELECT address FROM wallet_marks');
    return rows.map(({ address }) => address);
  }

  override async addMark(address: string, own: boolean, atMs: number): Promise<void> {
    await this.database.query(
      'INSERT INTO wallet_marks (address, own, known_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
      [address, own, new Date(atMs)],
    );
  }

  override async rewardsToNodes(afterDepositId: bigint): Promise<RewardToNode[]> {
    const rows = await this.database.query<{ id: string; node_id: string; txid: string; amount: string }>(
      `SELECT d.id, w.node_id, d.txid, d.amount FROM deposits d
         JOIN wallet_addresses a ON a.address = d.address JOIN wallets w ON w.id = a.wallet_id
       WHERE NOT d.final AND d.coinbase AND d.id > $1 ORDER BY d.id`,
      [afterDepositId],
    );
    return rows.map(({ id, node_id, txid, amount }) => ({
      depositId: BigInt(id),
      nodeId: node_id,
      txid,
      amountUnits: BigInt(amount),
    }));
  }
}
