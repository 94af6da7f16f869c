import { fromHex, toHex } from '@app/chain';
import { parseAddress } from '@app/wallet';
import { type PoolWallet, PoolWallets } from '@app/zakat';
import { read, type Statements, write } from '../statement.js';

export const ZAKAT_POOL_WALLET = read('zakat_pool_wallet', {
  parameters: {},
  columns: { wallet_address: 'bytea', sealed_private_key: 'bytea', made_by: 'text', created_at: 'timestamptz' },
  sql: 'SELECT wallet_address, sealed_private_key, made_by, created_at FROM zakat_pool_wallet',
});

export const ADD_ZAKAT_POOL_WALLET = write('add_zakat_pool_wallet', {
  parameters: { wallet_address: 'bytea', sealed_private_key: 'bytea', made_by: 'text', created_at: 'timestamptz' },
  columns: { added: 'boolean' },
  sql: `INSERT INTO zakat_pool_wallet (number, wallet_address, sealed_private_key, made_by, created_at) VALUES (1, $1, $2, $3, $4)
        ON CONFLICT (number) DO NOTHING RETURNING true AS added`,
});

export class SqlPoolWallets extends PoolWallets {
  constructor(private readonly statements: Statements) {
    super();
  }

  override async find(): Promise<PoolWallet | undefined> {
    const [row] = await this.statements.run(ZAKAT_POOL_WALLET, {});
    return (
      row && {
        address: parseAddress(toHex(row.wallet_address)),
        sealedPrivateKey: row.sealed_private_key,
        madeBy: row.made_by,
        createdAtMs: row.created_at.getTime(),
      }
    );
  }

  override async add({ address, sealedPrivateKey, madeBy, createdAtMs }: PoolWallet): Promise<boolean> {
    const rows = await this.statements.run(ADD_ZAKAT_POOL_WALLET, {
      wallet_address: fromHex(address, 32)!,
      sealed_private_key: sealedPrivateKey,
      made_by: madeBy,
      created_at: new Date(createdAtMs),
    });
    return rows.length > 0;
  }
}
