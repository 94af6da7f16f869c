import {
  AppendUncertain,
  AppendUnsettled,
  type Block,
  type BlockEffects,
  type BlockHeader,
  BlockStore,
  type BlockSummary,
  type ChainTip,
  DamagedStore,
  decodeTransaction,
  type EncodedBlock,
  ForkedChain,
  MalformedTransaction,
  type Outpoint,
  outpointKey,
  type PlacedTransaction,
  SpentOutputs,
  type StoredBlocks,
  type Transaction,
  type TransactionOutput,
} from '@app/chain';
import { inTurns } from '@app/kernel';
import { ConstraintViolated, DatabaseUnavailable } from '../database.errors.js';
import { reachStandbys } from '../reach-standbys.js';
import { type Columns, type RowOf, read, type Statements } from '../statement.js';
import { APPEND_BLOCK, appendValues, BLOCK_HEADER } from './append-block-statement.js';
import { PLACED, PLACED_COLUMNS, placedTransaction } from './placed-transactions.js';
import type { TouchedWallets } from './touched-wallets.js';

/** SQLSTATE that append_block raises when the block does not follow the stored tip. */
const DOES_NOT_FOLLOW = 'MZ001';
/** SQLSTATE of an append under a lease that another process has taken over. */
const LEASE_PASSED_ON = 'MZ010';

/** What is decoded in one turn of the event loop: a few milliseconds. */
const BY_BYTES = { weigh: ({ length }: Buffer) => length, most: 128 * 1024 };

type HeaderRow = RowOf<typeof BLOCK_HEADER>;

export const TIP = {
  ...BLOCK_HEADER,
  supply: 'bigint',
  unspent_count: 'bigint',
  utxo_digest: 'bytea',
  next_transaction: 'bigint',
  next_output: 'bigint',
} as const satisfies Columns;

export const CHAIN_TIP = read('chain_tip', {
  parameters: {},
  columns: TIP,
  sql: `SELECT *, first_transaction + transaction_count AS next_transaction, first_output + output_count AS next_output
        FROM blocks ORDER BY height DESC LIMIT 1`,
});

export const BLOCK_AT = read('block_at', {
  parameters: { height: 'bigint' },
  columns: { ...BLOCK_HEADER, transactions: 'bytea null' },
  // One value, each transaction behind its length: an array's text is read character by character.
  sql: `SELECT b.height, b.hash, b.prev_hash, b.merkle_root, b."timestamp", b.bits, b.nonce,
               (SELECT string_agg(int4send(octet_length(t.bytes)) || t.bytes, ''::bytea ORDER BY t.key)
                FROM transactions t WHERE t.key >= b.first_transaction
                  AND t.key < b.first_transaction + b.transaction_count) AS transactions
        FROM blocks b WHERE b.height = $1`,
});

export const BLOCK_TRANSACTION_IDS = read('block_transaction_ids', {
  parameters: { height: 'bigint' },
  columns: { txids: 'bytea null' },
  sql: `SELECT string_agg(t.txid, ''::bytea ORDER BY t.key) AS txids
        FROM blocks b JOIN transactions t ON t.key >= b.first_transaction
          AND t.key < b.first_transaction + b.transaction_count WHERE b.height = $1`,
});

export const HEIGHT_OF_BLOCK = read('height_of_block', {
  parameters: { hash: 'bytea' },
  columns: { height: 'bigint' },
  sql: 'SELECT height FROM blocks WHERE hash = $1',
});

export const TRANSACTION_BY_ID = read('transaction_by_id', {
  parameters: { txid: 'bytea' },
  columns: PLACED,
  sql: `SELECT ${PLACED_COLUMNS} FROM transactions t JOIN blocks b ON b.height = t.height WHERE t.txid = $1`,
});

const SUMMARY = { ...BLOCK_HEADER, transaction_count: 'integer' } as const satisfies Columns;
export const BLOCK_SUMMARIES = {
  asc: read('block_summaries_upwards', {
    parameters: { from_height: 'bigint', row_limit: 'integer' },
    columns: SUMMARY,
    sql: 'SELECT * FROM blocks WHERE height >= $1 ORDER BY height LIMIT $2',
  }),
  desc: read('block_summaries_downwards', {
    parameters: { from_height: 'bigint', row_limit: 'integer' },
    columns: SUMMARY,
    sql: 'SELECT * FROM blocks WHERE height <= $1 ORDER BY height DESC LIMIT $2',
  }),
};

/** One statement, so that a block which another process appends meanwhile is seen whole or not at all. */
export const CHAIN_HAS_LOOSE_END = read('chain_has_loose_end', {
  parameters: {},
  columns: { loose: 'boolean' },
  sql: `SELECT coalesce((SELECT max(key) FROM transactions) >= coalesce(first_transaction + transaction_count, 0)
                     OR (SELECT max(key) FROM outputs) >= coalesce(first_output + output_count, 0), false) AS loose
        FROM (SELECT) AS always LEFT JOIN (SELECT * FROM blocks ORDER BY height DESC LIMIT 1) AS tip ON true`,
});

export const SPENT_OUTPUTS = read('spent_outputs', {
  parameters: { txids: 'bytea[]', vouts: 'integer[]' },
  columns: { txid: 'bytea', vout: 'integer', value: 'bigint', hash: 'bytea' },
  sql: `SELECT t.txid, o.vout, o.value, a.hash
        FROM unnest($1::bytea[], $2::int[]) AS u(txid, vout)
        JOIN transactions t ON t.txid = u.txid JOIN outputs o ON o.key = t.first_output + u.vout AND o.transaction_key = t.key
        JOIN spends s ON s.output_key = o.key JOIN addresses a ON a.id = o.address`,
});

/** The chain in PostgreSQL or PGlite. */
export class SqlBlockStore extends BlockStore implements SpentOutputs, StoredBlocks {
  constructor(
    private readonly statements: Statements,
    private readonly touched?: TouchedWallets,
  ) {
    super();
  }

  override async append(block: Block, effects: BlockEffects): Promise<void> {
    await this.store(block, effects);
    this.touched?.add(block, effects);
  }

  private async store(block: Block, effects: BlockEffects): Promise<void> {
    try {
      await this.callAppend(block, effects);
    } catch (error) {
      if (sqlStateOf(error) === LEASE_PASSED_ON) return this.settleWithoutLease(block, error);
      if (!lostRace(error)) throw appendFailure(error);
      // The other append is committed by now. It may be our own first attempt, whose answer was lost: look again.
      await this.callAppend(block, effects).catch((second) => {
        throw lostRace(second)
          ? new ForkedChain('another block was stored first', { cause: second })
          : appendFailure(second);
      });
    }
  }

  /** An attempt before this one may have got through, though its answer was lost. None is under way any more. */
  private async settleWithoutLease(block: Block, cause: unknown): Promise<void> {
    const stored = await this.heightOf(block.hash);
    if (stored === undefined) throw new ForkedChain('another server holds the lease by now', { cause });
    await this.reach(block, AppendUnsettled);
  }

  private async callAppend(block: Block, effects: BlockEffects): Promise<void> {
    const [answer] = await this.statements.run(APPEND_BLOCK, appendValues(block, effects));
    // It was stored by an attempt whose session may have ended while it waited for a standby, and this commit wrote nothing.
    if (!answer!.appended) await this.reach(block);
  }

  /** The standbys may be those of a server that was promoted since, so the block is looked for once more. */
  private async reach(block: Block, Uncertain: typeof AppendUncertain = AppendUncertain): Promise<void> {
    try {
      await reachStandbys(this.statements);
      if ((await this.heightOf(block.hash)) === undefined) throw new Error('the block is stored no more');
    } catch (cause) {
      throw new Uncertain('the block was stored, and a standby may lack it', { cause });
    }
  }

  override async tip(): Promise<ChainTip | undefined> {
    const [row] = await this.statements.run(CHAIN_TIP, {});
    return row && tipOf(row);
  }

  override async blockAt(height: number): Promise<Block | undefined> {
    const encoded = await this.encodedAt(height);
    if (!encoded) return undefined;
    try {
      const transactions: Transaction[] = [];
      for await (const bytes of inTurns(encoded.transactions, BY_BYTES)) transactions.push(decodeTransaction(bytes));
      return { ...encoded, transactions };
    } catch (error) {
      if (!(error instanceof MalformedTransaction)) throw error;
      throw new DamagedStore(`block ${height} holds bytes that are no transaction: ${error.message}`, { cause: error });
    }
  }

  async encodedAt(height: number): Promise<EncodedBlock | undefined> {
    const [row] = await this.statements.run(BLOCK_AT, { height });
    if (!row) return undefined;
    if (!row.transactions) throw new DamagedStore(`block ${height} has lost its transactions`);
    return { header: headerOf(row), hash: row.hash, transactions: separate(row.transactions) };
  }

  async headerAt(height: number): Promise<Pick<Block, 'header' | 'hash'> | undefined> {
    const [row] = await this.statements.run(BLOCK_SUMMARIES.asc, { from_height: height, row_limit: 1 });
    return row && Number(row.height) === height ? { header: headerOf(row), hash: row.hash } : undefined;
  }

  async transactionIdsAt(height: number): Promise<Uint8Array[]> {
    const [row] = await this.statements.run(BLOCK_TRANSACTION_IDS, { height });
    const packed = row?.txids ?? Buffer.alloc(0);
    return Array.from({ length: packed.length / 32 }, (_, at) => packed.subarray(at * 32, at * 32 + 32));
  }

  override async heightOf(hash: Uint8Array): Promise<number | undefined> {
    const [row] = await this.statements.run(HEIGHT_OF_BLOCK, { hash });
    return row && Number(row.height);
  }

  override async transaction(txid: Uint8Array): Promise<PlacedTransaction | undefined> {
    const [row] = await this.statements.run(TRANSACTION_BY_ID, { txid });
    return row && placedTransaction(row);
  }

  override async summaries(fromHeight: number, limit: number, order: 'asc' | 'desc'): Promise<BlockSummary[]> {
    const rows = await this.statements.run(BLOCK_SUMMARIES[order], { from_height: fromHeight, row_limit: limit });
    return rows.map((row) => ({
      height: Number(row.height),
      timestamp: Number(row.timestamp),
      hash: row.hash,
      prevHash: row.prev_hash,
      transactionCount: row.transaction_count,
    }));
  }

  override async hasLooseEnd(): Promise<boolean> {
    const [row] = await this.statements.run(CHAIN_HAS_LOOSE_END, {});
    return row!.loose;
  }

  async spentAmong(outpoints: readonly Outpoint[]): Promise<Map<string, TransactionOutput>> {
    if (outpoints.length === 0) return new Map();
    const rows = await this.statements.run(SPENT_OUTPUTS, {
      txids: outpoints.map(({ txid }) => txid),
      vouts: outpoints.map(({ vout }) => vout),
    });
    return new Map(rows.map((row) => [outpointKey(row), { value: BigInt(row.value), pubKeyHash: row.hash }]));
  }
}

/** Takes apart what {@link BLOCK_AT} packs: each transaction behind its length in 4 bytes. */
function separate(packed: Buffer): Buffer[] {
  const parts: Buffer[] = [];
  for (let at = 0; at < packed.length; ) {
    const length = packed.readInt32BE(at);
    parts.push(packed.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return parts;
}

export function tipOf(row: RowOf<typeof TIP>): ChainTip {
  return {
    header: headerOf(row),
    hash: row.hash,
    supply: BigInt(row.supply),
    unspentCount: Number(row.unspent_count),
    utxoDigest: row.utxo_digest,
    nextTransactionKey: Number(row.next_transaction),
    nextOutputKey: Number(row.next_output),
  };
}

function headerOf(row: HeaderRow): BlockHeader {
  return {
    height: Number(row.height),
    prevHash: row.prev_hash,
    merkleRoot: row.merkle_root,
    timestamp: Number(row.timestamp),
    bits: row.bits,
    nonce: Number(row.nonce),
  };
}

function sqlStateOf(error: unknown): unknown {
  return (error as { code?: unknown }).code;
}

/** Two appends at once: one of them waits for the other, and then meets its height or parent. */
function lostRace(error: unknown): boolean {
  return error instanceof ConstraintViolated && error.sqlState === '23505' && error.constraint.startsWith('blocks_');
}

/** What a failed append means to the chain; what means nothing to it keeps its own words. */
function appendFailure(error: unknown): unknown {
  if (sqlStateOf(error) === DOES_NOT_FOLLOW) {
    return new ForkedChain('the block does not follow the stored tip', { cause: error });
  }
  if (error instanceof DatabaseUnavailable && error.ambiguous) {
    return new AppendUncertain('the database did not say whether the block is stored', { cause: error });
  }
  return error;
}
