import { fromHex } from '@app/chain';
import { type Address, KnownAddresses } from '@app/wallet';
import { read, type Statements } from '../statement.js';

export const ADDRESS_IS_KNOWN = read('address_is_known', {
  parameters: { address: 'bytea' },
  columns: { known: 'boolean' },
  sql: `SELECT EXISTS (SELECT 1 FROM addresses WHERE hash = $1)
            OR EXISTS (SELECT 1 FROM wallet_profiles WHERE wallet_address = $1)
            OR EXISTS (SELECT 1 FROM zakat_pool_wallet WHERE wallet_address = $1) AS known`,
});

export class SqlKnownAddresses extends KnownAddresses {
  constructor(private readonly statements: Statements) {
    super();
  }

  override async has(address: Address): Promise<boolean> {
    const [row] = await this.statements.run(ADDRESS_IS_KNOWN, { address: fromHex(address, 32)! });
    return row!.known;
  }
}
