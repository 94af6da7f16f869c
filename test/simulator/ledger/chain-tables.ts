import { toHex } from '@app/chain';
import { ConstraintViolated } from '@app/infrastructure/sql/database.errors.js';
import type { APPEND_BLOCK } from '@app/infrastructure/sql/ledger/append-block-statement.js';
import type { ValuesOf } from '@app/infrastructure/sql/statement.js';
import { CLAIM_COMPANION } from '@app/utxo';

/** The parameters of append_block. */
export type BlockValues = ValuesOf<typeof APPEND_BLOCK.parameters>;

export interface OutputRow {
  readonly key: number;
  readonly transaction: number;
  readonly vout: number;
  readonly value: bigint;
  readonly address: string;
}

export interface TransactionRow {
  readonly key: number;
  readonly txid: string;
  readonly height: number;
}

export interface ClaimRow {
  readonly requestHash: Buffer;
  readonly transaction: number;
  readonly expiresAtMs: number;
}

/** The tables of the chain at one moment. Never changed: an append makes others. */
export interface ChainTables {
  readonly blocks: readonly BlockValues[];
  readonly transactions: readonly TransactionRow[];
  readonly outputs: readonly OutputRow[];
  /** The transactions that spend outputs, by the keys of these. */
  readonly spends: ReadonlyMap<number, number>;
  readonly claims: ReadonlyMap<string, ClaimRow>;
}

export const EMPTY_TABLES: ChainTables = {
  blocks: [],
  transactions: [],
  outputs: [],
  spends: new Map(),
  claims: new Map(),
};

/** What append_block raises when the block does not follow the stored tip. */
class DoesNotFollow extends Error {
  readonly code = 'MZ001';
}

/**
 * The function append_block: the block with all that belongs to it, or nothing.
 * @returns undefined when it is the stored tip already: then nothing is written
 */
export function appendBlock(tables: ChainTables, block: BlockValues, nowMs: number): ChainTables | undefined {
  const tip = tables.blocks.at(-1);
  if (tip && sameBytes(tip.hash, block.hash)) return undefined;
  const isNext = tip
    ? Number(block.height) === Number(tip.height) + 1 && sameBytes(block.prev_hash, tip.hash)
    : Number(block.height) === 0;
  if (!isNext) throw new DoesNotFollow('the block does not follow');
  const firstTransaction = Number(block.first_transaction);
  const firstOutput = Number(block.first_output);
  demand(firstTransaction === tables.transactions.length && firstOutput === tables.outputs.length, 'transactions_pkey');
  const transactions = block.txids.map((txid, at) => ({
    key: firstTransaction + at,
    txid: toHex(txid),
    height: Number(block.height),
  }));
  const outputs = block.output_values.map((value, at) => ({
    key: firstOutput + at,
    transaction: firstTransaction + block.output_transactions[at]!,
    vout: block.output_vouts[at]!,
    value: BigInt(value),
    address: toHex(block.addresses[block.output_addresses[at]! - 1]!),
  }));
  const made = { outputs: [...tables.outputs, ...outputs], transactions: [...tables.transactions, ...transactions] };
  const next = { blocks: [...tables.blocks, block], ...made, spends: spendsWith(tables, made.outputs, block) };
  return { ...next, claims: claimsWith(tables, block, nowMs) };
}

function spendsWith(
  tables: ChainTables,
  outputs: readonly OutputRow[],
  { spent_keys, spenders, first_transaction }: BlockValues,
): Map<number, number> {
  const spends = new Map(tables.spends);
  for (const [at, spent] of spent_keys.entries()) {
    const key = Number(spent);
    demand(outputs[key] !== undefined && !spends.has(key), 'spends_pkey');
    spends.set(key, Number(first_transaction) + spenders[at]!);
  }
  return spends;
}

function claimsWith(tables: ChainTables, block: BlockValues, nowMs: number): Map<string, ClaimRow> {
  const claims = new Map(tables.claims);
  for (const row of JSON.parse(block.companions) as Record<string, string | number>[]) {
    if (row.kind !== CLAIM_COMPANION) continue;
    const key = String(row.key_hash);
    demand((claims.get(key)?.expiresAtMs ?? 0) <= nowMs, 'idempotency_keys_pkey');
    claims.set(key, {
      requestHash: Buffer.from(String(row.request_hash), 'hex'),
      transaction: Number(block.first_transaction) + Number(row.position),
      expiresAtMs: Date.parse(String(row.expires_at)),
    });
  }
  return claims;
}

/** What is unspent, in the order of the keys. */
export function unspentOf({ outputs, spends }: ChainTables): OutputRow[] {
  return outputs.filter(({ key }) => !spends.has(key));
}

export function balancesOf(tables: ChainTables): Map<string, bigint> {
  const balances = new Map<string, bigint>();
  for (const { address, value } of unspentOf(tables)) balances.set(address, (balances.get(address) ?? 0n) + value);
  return balances;
}

export function sameBytes(one: Uint8Array, other: Uint8Array): boolean {
  return Buffer.compare(one, other) === 0;
}

function demand(holds: boolean, constraint: string): void {
  if (!holds) throw new ConstraintViolated(constraint, '23505');
}
