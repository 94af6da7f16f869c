import { fromHex } from '@app/chain';
import { type PoolBooks, PoolLedger, type PoolLine } from '@app/zakat';
import { read, type Statements, write } from '../statement.js';

export const OPEN_ZAKAT_POOL_BOOK = write('open_zakat_pool_book', {
  parameters: { pool_address: 'bytea' },
  columns: { opened: 'boolean' },
  sql: 'SELECT true AS opened FROM open_zakat_pool_book($1)',
});

/** One statement, so that the sums and the block belong together. */
export const ZAKAT_POOL_BOOKS = read('zakat_pool_books', {
  parameters: { pool_address: 'bytea' },
  columns: {
    received: 'bigint',
    sent: 'bigint',
    minted: 'bigint',
    lines: 'text',
    height: 'bigint',
    hash: 'bytea',
    utxo_digest: 'bytea',
  },
  sql: `SELECT b.received, b.sent, b.minted, tip.height, tip.hash, tip.utxo_digest,
          (SELECT coalesce(jsonb_agg(jsonb_build_object('period', l.period, 'item', l.item, 'count', l.count, 'units', l.units::text)), '[]')::text
           FROM zakat_pool_lines l WHERE l.pool_address = b.pool_address) AS lines
        FROM zakat_pool_books b, (SELECT height, hash, utxo_digest FROM blocks ORDER BY height DESC LIMIT 1) AS tip
        WHERE b.pool_address = $1`,
});

export class SqlPoolLedger extends PoolLedger {
  constructor(private readonly statements: Statements) {
    super();
  }

  override async open(address: string): Promise<void> {
    await this.statements.run(OPEN_ZAKAT_POOL_BOOK, { pool_address: fromHex(address, 32)! });
  }

  override async books(address: string): Promise<PoolBooks | undefined> {
    const [row] = await this.statements.run(ZAKAT_POOL_BOOKS, { pool_address: fromHex(address, 32)! });
    if (!row) return undefined;
    const lines: (Omit<PoolLine, 'units'> & { units: string })[] = JSON.parse(row.lines);
    return {
      received: BigInt(row.received),
      sent: BigInt(row.sent),
      minted: BigInt(row.minted),
      lines: lines.map((line) => ({ ...line, units: BigInt(line.units) })),
      asOf: { height: Number(row.height), blockHash: row.hash, utxoDigest: row.utxo_digest },
    };
  }
}
