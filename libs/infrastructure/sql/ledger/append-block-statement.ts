import { type Block, type BlockEffects, encodeTransaction, fromHex, toHex } from '@app/chain';
import { append, type Columns, type ValuesOf } from '../statement.js';

/** A header with its hash, as columns and as parameters. */
export const BLOCK_HEADER = {
  height: 'bigint',
  hash: 'bytea',
  prev_hash: 'bytea',
  merkle_root: 'bytea',
  timestamp: 'bigint',
  bits: 'smallint',
  nonce: 'bigint',
} as const satisfies Columns;

/** See the SQL function append_block. Arrays are parallel; positions count from 0, and addresses from 1. */
export const APPEND_BLOCK = append('append_block', {
  parameters: {
    ...BLOCK_HEADER,
    supply: 'bigint',
    unspent_count: 'bigint',
    utxo_digest: 'bytea',
    first_transaction: 'bigint',
    first_output: 'bigint',
    addresses: 'bytea[]',
    txids: 'bytea[]',
    bytes: 'bytea[]',
    first_outputs: 'bigint[]',
    types: 'text[]',
    senders: 'integer[]',
    receivers: 'integer[]',
    amounts: 'bigint[]',
    output_transactions: 'integer[]',
    output_vouts: 'integer[]',
    output_addresses: 'integer[]',
    output_values: 'bigint[]',
    spent_keys: 'bigint[]',
    spenders: 'integer[]',
    companions: 'jsonb',
  },
  columns: { appended: 'boolean' },
  sql: `SELECT append_block($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22,
                             $23, $24, $25, $26, $27) AS appended`,
});

/** Numbers the distinct addresses of a block from 1, as SQL arrays count, so that each crosses the wire once. */
class AddressBook {
  readonly hashes: Uint8Array[] = [];
  private readonly numbers = new Map<string, number>();

  number(address: string): number {
    let number = this.numbers.get(address);
    if (number === undefined) {
      number = this.hashes.push(fromHex(address, 32)!);
      this.numbers.set(address, number);
    }
    return number;
  }
}

/** The values of {@link APPEND_BLOCK} for one block. */
export function appendValues(
  { header, hash, transactions }: Block,
  effects: BlockEffects,
): ValuesOf<typeof APPEND_BLOCK.parameters> {
  const { tip } = effects;
  const book = new AddressBook();
  const perTransaction = {
    txids: [] as Uint8Array[],
    bytes: [] as Uint8Array[],
    firstOutputs: [] as number[],
    types: [] as string[],
    senders: [] as (number | null)[],
    receivers: [] as number[],
    amounts: [] as bigint[],
  };
  const outputs = {
    positions: [] as number[],
    vouts: [] as number[],
    addresses: [] as number[],
    values: [] as bigint[],
  };
  const spends = { keys: [] as number[], positions: [] as number[] };
  const companions: object[] = [];
  const outputCount = transactions.reduce((count, transaction) => count + transaction.outputs.length, 0);
  const firstOutput = tip.nextOutputKey - outputCount;
  for (const [position, transaction] of transactions.entries()) {
    const { record, spentKeys, companions: rows } = effects.transactions[position]!;
    perTransaction.txids.push(transaction.id);
    perTransaction.bytes.push(encodeTransaction(transaction));
    perTransaction.firstOutputs.push(firstOutput + outputs.vouts.length);
    perTransaction.types.push(record.type);
    perTransaction.senders.push(record.sender === undefined ? null : book.number(record.sender));
    perTransaction.receivers.push(book.number(record.receiver));
    perTransaction.amounts.push(record.amount);
    for (const [vout, { value, pubKeyHash }] of transaction.outputs.entries()) {
      outputs.positions.push(position);
      outputs.vouts.push(vout);
      outputs.addresses.push(book.number(toHex(pubKeyHash)));
      outputs.values.push(value);
    }
    for (const key of spentKeys) {
      spends.keys.push(key);
      spends.positions.push(position);
    }
    for (const row of rows) companions.push({ kind: row.kind, position, ...row.values });
  }
  return {
    height: header.height,
    hash,
    prev_hash: header.prevHash,
    merkle_root: header.merkleRoot,
    timestamp: header.timestamp,
    bits: header.bits,
    nonce: header.nonce,
    supply: tip.supply,
    unspent_count: tip.unspentCount,
    utxo_digest: tip.utxoDigest,
    first_transaction: tip.nextTransactionKey - transactions.length,
    first_output: firstOutput,
    addresses: book.hashes,
    txids: perTransaction.txids,
    bytes: perTransaction.bytes,
    first_outputs: perTransaction.firstOutputs,
    types: perTransaction.types,
    senders: perTransaction.senders,
    receivers: perTransaction.receivers,
    amounts: perTransaction.amounts,
    output_transactions: outputs.positions,
    output_vouts: outputs.vouts,
    output_addresses: outputs.addresses,
    output_values: outputs.values,
    spent_keys: spends.keys,
    spenders: spends.positions,
    companions: JSON.stringify(companions),
  };
}
