import { type ChainTip, toHex } from '@app/chain';
import { type NewCoin, UnspentOutputs } from '@app/utxo';
import { read, type Statements } from '../../sql/statement.js';

const PAGE = 20_000;

export const UNSPENT_OUTPUTS = read('unspent_outputs', {
  parameters: { after_key: 'bigint', next_output: 'bigint', next_transaction: 'bigint', row_limit: 'integer' },
  columns: { key: 'bigint', txid: 'bytea', vout: 'integer', value: 'bigint', hash: 'bytea' },
  sql: `SELECT o.key, t.txid, o.vout, o.value, a.hash
        FROM (SELECT * FROM outputs WHERE key > $1 AND key < $2
                AND NOT EXISTS (SELECT FROM spends WHERE output_key = outputs.key AND transaction_key < $3)
              ORDER BY key LIMIT $4) AS o
        JOIN transactions t ON t.key = o.transaction_key JOIN addresses a ON a.id = o.address ORDER BY o.key`,
});

export const HEIGHTS_OF_OUTPUTS = read('heights_of_outputs', {
  parameters: { keys: 'bigint[]' },
  columns: { key: 'bigint', height: 'bigint' },
  sql: `SELECT o.key, t.height FROM outputs o JOIN transactions t ON t.key = o.transaction_key
        WHERE o.key = ANY ($1::bigint[])`,
});

export class TypeormUnspentOutputs extends UnspentOutputs {
  constructor(private readonly statements: Statements) {
    super();
  }

  override async *asOf(tip: Pick<ChainTip, 'nextOutputKey' | 'nextTransactionKey'>): AsyncIterable<NewCoin[]> {
    for (let after = -1; ; ) {
      const rows = await this.statements.run(UNSPENT_OUTPUTS, {
        after_key: after,
        next_output: tip.nextOutputKey,
        next_transaction: tip.nextTransactionKey,
        row_limit: PAGE,
      });
      if (rows.length === 0) return;
      yield rows.map(({ key, txid, vout, value, hash }) => ({
        key: Number(key),
        txid,
        vout,
        value: BigInt(value),
        address: toHex(hash),
      }));
      after = Number(rows.at(-1)!.key);
    }
  }

  override async heights(keys: readonly number[]): Promise<Map<number, number>> {
    const rows = await this.statements.run(HEIGHTS_OF_OUTPUTS, { keys });
    return new Map(rows.map(({ key, height }) => [Number(key), Number(height)]));
  }
}
