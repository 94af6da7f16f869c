import { toHex } from '@app/chain';
import { parseAddress, WalletDirectory, type WalletProfile } from '@app/wallet';
import { read, type Statements } from '../statement.js';

export const WALLET_PROFILES_AFTER = read('wallet_profiles_after', {
  parameters: { after_number: 'bigint', row_limit: 'integer' },
  columns: { number: 'bigint', user_id: 'uuid', wallet_address: 'bytea', sealed_private_key: 'bytea' },
  sql: `SELECT number, user_id, wallet_address, sealed_private_key FROM wallet_profiles
        WHERE number > $1 ORDER BY number LIMIT $2`,
});

export class SqlWalletDirectory extends WalletDirectory {
  constructor(private readonly statements: Statements) {
    super();
  }

  override async page(afterNumber: number, limit: number): Promise<WalletProfile[]> {
    const rows = await this.statements.run(WALLET_PROFILES_AFTER, { after_number: afterNumber, row_limit: limit });
    return rows.map((row) => ({
      number: Number(row.number),
      userId: row.user_id,
      address: parseAddress(toHex(row.wallet_address)),
      sealedPrivateKey: row.sealed_private_key,
    }));
  }
}
