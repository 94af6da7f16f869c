import { fromHex } from '@app/chain';
import { REACH_STANDBYS } from '@app/infrastructure/sql/reach-standbys.js';
import type { Columns, Parameters, RowOf, Statement, Statements, ValuesOf } from '@app/infrastructure/sql/statement.js';
import { LeasePassedOn } from '@app/infrastructure/typeorm/fenced-append.js';
import type { LockSession } from '@app/infrastructure/typeorm/lock-session.js';
import type { Cluster, Effect, Target } from '../cluster.js';
import type { Life } from '../scheduler.js';
import { simulatedNowMs } from '../simulated-platform.js';
import { appendBlock, type BlockValues, type ChainTables, sameBytes } from './chain-tables.js';

type Values = Readonly<Record<string, unknown>>;
type Rows = Record<string, unknown>[];

/** What the statements of the ledger's adapters do to the simulated tables, by their names. */
const STATEMENTS: Record<string, (tables: ChainTables, values: Values) => Rows> = {
  chain_tip: ({ blocks, transactions, outputs }) =>
    blocks.slice(-1).map((block) => ({
      ...headerRow(block),
      supply: String(block.supply),
      unspent_count: String(block.unspent_count),
      utxo_digest: Buffer.from(block.utxo_digest),
      next_transaction: String(transactions.length),
      next_output: String(outputs.length),
    })),
  block_at: ({ blocks }, { height }) =>
    blocks
      .slice(Number(height), Number(height) + 1)
      .map((block) => ({ ...headerRow(block), transactions: packed(block) })),
  block_summaries_downwards: ({ blocks }, { from_height, row_limit }) =>
    blocks
      .slice(0, Number(from_height) + 1)
      .slice(-Number(row_limit))
      .reverse()
      .map((block) => ({ ...headerRow(block), transaction_count: block.txids.length })),
  height_of_block: ({ blocks }, { hash }) =>
    blocks
      .filter((block) => sameBytes(block.hash, hash as Uint8Array))
      .map(({ height }) => ({ height: String(height) })),
  chain_has_loose_end: () => [{ loose: false }],
  claimed_request: ({ claims, transactions, blocks }, { key_hash, now }) => {
    const claim = claims.get((key_hash as Buffer).toString('hex'));
    if (!claim || claim.expiresAtMs <= (now as Date).getTime()) return [];
    const { txid, height } = transactions[claim.transaction]!;
    const { hash } = blocks[height]!;
    return [{ request_hash: claim.requestHash, txid: bytesOf(txid), hash: Buffer.from(hash), height: String(height) }];
  },
  spent_outputs: ({ transactions, outputs, spends }, { txids, vouts }) =>
    (txids as Uint8Array[]).flatMap((txid, at) => {
      const transaction = transactions.find((row) => row.txid === Buffer.from(txid).toString('hex'));
      const output = outputs.find(
        (row) => row.transaction === transaction?.key && row.vout === (vouts as number[])[at],
      );
      if (!output || !spends.has(output.key)) return [];
      const { vout, value, address } = output;
      return [{ txid: Buffer.from(txid), vout, value: String(value), hash: bytesOf(address) }];
    }),
  output_page_end: () => [],
  addresses_after: ({ outputs }, { after_id }) => {
    const hashes = addressesOf({ outputs });
    const rows = [...hashes].filter(([, id]) => id > Number(after_id)).map(([hash, id]) => [int8(id), bytesOf(hash)]);
    return [{ last_id: rows.length > 0 ? String(hashes.size) : null, packed: rows.length > 0 ? join(rows) : null }];
  },
  unspent_outputs: (tables, { end_output, end_transaction, next_transaction }) => {
    const addresses = addressesOf(tables);
    const isSpent = (key: number) => (tables.spends.get(key) ?? Number.POSITIVE_INFINITY) < Number(next_transaction);
    const rows = tables.outputs
      .filter(({ key }) => key < Number(end_output) && !isSpent(key))
      .map(({ key, transaction, vout, value, address }) => [
        ...[key, transaction, vout].map(int4),
        int8(value),
        int8(addresses.get(address)!),
      ]);
    const txids = tables.transactions.slice(0, Number(end_transaction)).map(({ txid }) => bytesOf(txid));
    return [{ coins: join(rows), txids: Buffer.concat(txids) }];
  },
};

/** A process's connections: the statements of the real adapters, on the simulated cluster. */
export class LedgerStatements implements Statements {
  private holder: LockSession | undefined;

  /** @param bug `no_barrier`: the commit that waits for the standbys is left out */
  constructor(
    private readonly life: Life,
    private readonly cluster: Cluster<ChainTables>,
    private readonly target: Target,
    private readonly bug: 'no_barrier' | undefined,
  ) {}

  /** From now on appends are stored only while this session lives. */
  appendUnder(holder: LockSession): void {
    this.holder = holder;
  }

  async reach(): Promise<void> {
    if (this.bug !== 'no_barrier') await this.cluster.reach(this.life, this.target);
  }

  async run<P extends Parameters, C extends Columns>(
    statement: Statement<P, C>,
    values: ValuesOf<P>,
  ): Promise<RowOf<C>[]> {
    return (await this.rows(statement, values as Values)) as RowOf<C>[];
  }

  private async rows({ name, effect }: Statement, values: Values): Promise<Rows> {
    if (name === REACH_STANDBYS.name) return this.reach().then(() => [{ reached: true }]);
    const { holder } = this;
    return this.cluster.run(
      this.life,
      name,
      (tables): Effect<ChainTables, Rows> => {
        if (effect !== 'append') return { value: STATEMENTS[name]!(tables, values) };
        if (holder && !this.cluster.isHeldBy(holder)) throw new LeasePassedOn();
        const next = appendBlock(tables, values as unknown as BlockValues, simulatedNowMs());
        return next ? { value: [{ appended: true }], next } : { value: [{ appended: false }] };
      },
      this.target,
    );
  }
}

function headerRow({
  height,
  hash,
  prev_hash,
  merkle_root,
  timestamp,
  bits,
  nonce,
}: BlockValues): Record<string, unknown> {
  return {
    ...{ height: String(height), timestamp: String(timestamp), nonce: String(nonce), bits },
    ...{ hash: Buffer.from(hash), prev_hash: Buffer.from(prev_hash), merkle_root: Buffer.from(merkle_root) },
  };
}

/** Each transaction behind its length. */
function packed({ bytes }: BlockValues): Buffer {
  return join(bytes.map((transaction) => [int4(transaction.length), Buffer.from(transaction)]));
}

/** IDs of addresses, from 1, in the order of their first outputs. */
function addressesOf({ outputs }: Pick<ChainTables, 'outputs'>): Map<string, number> {
  const ids = new Map<string, number>();
  for (const { address } of outputs) if (!ids.has(address)) ids.set(address, ids.size + 1);
  return ids;
}

function bytesOf(hex: string): Buffer {
  return Buffer.from(fromHex(hex, 32)!);
}

function int4(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}

function int8(value: number | bigint): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64BE(BigInt(value));
  return bytes;
}

function join(rows: readonly (readonly Buffer[])[]): Buffer {
  return Buffer.concat(rows.flat());
}
