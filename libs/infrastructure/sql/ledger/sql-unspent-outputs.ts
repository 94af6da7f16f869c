import type { ChainTip, CoinPage } from '@app/chain';
import { UnspentOutputs } from '@app/utxo';
import { read, type Statements } from '../statement.js';
import { AddressHashes, unpackCoins } from './packed-coins.js';

/** Outputs looked at for one page, spent ones included; the last block of a page is whole. */
const PAGE = 50_000;
const ADDRESS_PAGE = 50_000;

/** Where the page that begins at an output ends: at the first block that begins this many outputs later. */
export const OUTPUT_PAGE_END = read('output_page_end', {
  parameters: { from_output: 'bigint' },
  columns: { first_output: 'bigint', first_transaction: 'bigint' },
  sql: 'SELECT first_output, first_transaction FROM blocks WHERE first_output >= $1 ORDER BY first_output LIMIT 1',
});

/** The addresses after an ID, packed: ID (8 bytes) and hash (32) of each. */
export const ADDRESSES_AFTER = read('addresses_after', {
  parameters: { after_id: 'bigint', row_limit: 'integer' },
  columns: { last_id: 'bigint null', packed: 'bytea null' },
  sql: `SELECT max(id) AS last_id, string_agg(int8send(id) || hash, ''::bytea) AS packed
        FROM (SELECT id, hash FROM addresses WHERE id > $1 ORDER BY id LIMIT $2) AS page`,
});

/**
 * What is unspent among a range of outputs, packed: how far its key and its transaction's lie behind the first of the range
 * (4 bytes each), output number (4), value (8), address (8); and the IDs of all transactions of the range, 32 bytes each.
 * Nothing is joined: keys are dense, so a place in one text is a row of the other, which takes the database half the time.
 */
export const UNSPENT_OUTPUTS = read('unspent_outputs', {
  parameters: {
    first_output: 'bigint',
    end_output: 'bigint',
    first_transaction: 'bigint',
    end_transaction: 'bigint',
    next_transaction: 'bigint',
  },
  columns: { coins: 'bytea null', txids: 'bytea null' },
  sql: `SELECT (SELECT string_agg(int4send((o.key - $1)::int) || int4send((o.transaction_key - $3)::int) || int4send(o.vout)
                                    || int8send(o.value) || int8send(o.address), ''::bytea ORDER BY o.key)
                FROM outputs o WHERE o.key >= $1 AND o.key < $2
                  AND NOT EXISTS (SELECT FROM spends s WHERE s.output_key = o.key AND s.output_key >= $1
                                    AND s.output_key < $2 AND s.transaction_key < $5)) AS coins,
               (SELECT string_agg(t.txid, ''::bytea ORDER BY t.key) FROM transactions t
                WHERE t.key >= $3 AND t.key < $4) AS txids`,
});

export const HEIGHTS_OF_OUTPUTS = read('heights_of_outputs', {
  parameters: { keys: 'bigint[]' },
  columns: { key: 'bigint', height: 'bigint' },
  isHot: true,
  // Keys are dense, so blocks know theirs: neither the outputs nor their transactions are read.
  sql: `SELECT k.key, b.height FROM unnest($1::bigint[]) AS k(key)
        CROSS JOIN LATERAL (SELECT height, first_output + output_count AS next_output FROM blocks
                            WHERE first_output <= k.key ORDER BY first_output DESC LIMIT 1) AS b
        WHERE k.key < b.next_output`,
});

type Tip = Pick<ChainTip, 'nextOutputKey' | 'nextTransactionKey'>;

/** Keys of an output and a transaction at which a block begins. */
interface Place {
  readonly output: number;
  readonly transaction: number;
}

export class SqlUnspentOutputs extends UnspentOutputs {
  constructor(
    private readonly statements: Statements,
    private readonly pageOutputs = PAGE,
  ) {
    super();
  }

  override async *asOf(tip: Tip, pageOutputs = this.pageOutputs): AsyncIterable<CoinPage> {
    const addresses = await this.addresses();
    let coming = this.pageFrom({ output: 0, transaction: 0 }, tip, pageOutputs);
    for (;;) {
      const { coins, txids, first, end } = await coming;
      const isLast = end.output >= tip.nextOutputKey;
      if (!isLast) {
        // The database works on the next page while the caller works on this one.
        coming = this.pageFrom(end, tip, pageOutputs);
        coming.catch(() => undefined); // seen when its turn comes, unless the caller has had enough
      }
      yield unpackCoins({ coins, txids, firstKey: first.output, addresses });
      if (isLast) return;
    }
  }

  override async heights(keys: readonly number[]): Promise<Map<number, number>> {
    const rows = await this.statements.run(HEIGHTS_OF_OUTPUTS, { keys });
    return new Map(rows.map(({ key, height }) => [Number(key), Number(height)]));
  }

  private async pageFrom(first: Place, tip: Tip, pageOutputs: number) {
    const end = await this.pageEnd(first, tip, pageOutputs);
    const [row] = await this.statements.run(UNSPENT_OUTPUTS, {
      first_output: first.output,
      end_output: end.output,
      first_transaction: first.transaction,
      end_transaction: end.transaction,
      next_transaction: tip.nextTransactionKey,
    });
    return { first, end, coins: row!.coins ?? Buffer.alloc(0), txids: row!.txids ?? Buffer.alloc(0) };
  }

  private async pageEnd(first: Place, tip: Tip, pageOutputs: number): Promise<Place> {
    const [row] = await this.statements.run(OUTPUT_PAGE_END, { from_output: first.output + pageOutputs });
    return row && Number(row.first_output) < tip.nextOutputKey
      ? { output: Number(row.first_output), transaction: Number(row.first_transaction) }
      : { output: tip.nextOutputKey, transaction: tip.nextTransactionKey };
  }

  private async addresses(): Promise<AddressHashes> {
    const hashes = new AddressHashes();
    for (let after = '0'; ; ) {
      const [row] = await this.statements.run(ADDRESSES_AFTER, { after_id: after, row_limit: ADDRESS_PAGE });
      if (!row?.packed) return hashes;
      hashes.add(row.packed);
      after = row.last_id!;
    }
  }
}
