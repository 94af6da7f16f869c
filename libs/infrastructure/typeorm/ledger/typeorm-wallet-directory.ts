import { toHex } from '@app/chain';
import { parseAddress, WalletDirectory, type WalletProfile } from '@app/wallet';
import type { Database } from '../database.js';

export class TypeormWalletDirectory extends WalletDirectory {
  constructor(private readonly database: Database) {
    super();
  }

  override async page(afterNumber: number, limit: number): Promise<WalletProfile[]> {
    const rows = await this.database.query<{
      number: string;
      user_id: string;
      wallet_address: Buffer;
      sealed_private_key: Buffer;
    }>(
      `SELECT number, user_id, wallet_address, sealed_private_key FROM wallet_profiles
       WHERE number > $1 ORDER BY number LIMIT $2`,
      [afterNumber, limit],
    );
    return rows.map((row) => ({
      number: Number(row.number),
      userId: row.user_id,
      address: parseAddress(toHex(row.wallet_address)),
      sealedPrivateKey: row.sealed_private_key,
    }));
  }
}
