import { type RewardToNode, WalletWatch } from '@app/node-wallet';
import type { Database } from '../database.js';
import { WalletMarkEntity } from './entities/reserve.entity.js';

export class TypeormWalletWatch extends WalletWatch {
  constructor(private readonly database: Database) {
    super();
  }

  override async knownMarks(): Promise<string[]> {
    const marks = await this.database.manager.find(WalletMarkEntity, { select: { address: true } });
    return marks.map(({ address }) => address);
  }

  override async addMark(address: string, own: boolean, atMs: number): Promise<void> {
    const mark = { address, own, knownAtMs: atMs };
    await this.database.manager.createQueryBuilder().insert().into(WalletMarkEntity).values(mark).orIgnore().execute();
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
