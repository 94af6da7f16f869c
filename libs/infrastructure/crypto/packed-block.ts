import {
  type Block,
  BY_PARTS,
  COINBASE_VOUT,
  decodeTransaction,
  encodeTransaction,
  outpointKey,
  type Transaction,
  type TransactionOutput,
} from '@app/chain';
import { inTurns } from '@app/kernel';

const OWNER_BYTES = 32;
/** Whether the output is known, its value, its owner. */
const SPENT_BYTES = 1 + 8 + OWNER_BYTES;

/** A block on its way to a thread that verifies it: objects for its parts would stop this one for tens of milliseconds. */
export interface PackedBlock extends Pick<Block, 'header' | 'hash'> {
  /** Of each its stored form behind its length (4 bytes), then {@link SPENT_BYTES} for each output that it spends. */
  readonly transactions: Uint8Array;
}

/** A block and, by outpointKey, the outputs unspent before it that its inputs refer to. */
export interface BlockToVerify {
  readonly block: Block;
  readonly spends: ReadonlyMap<string, TransactionOutput>;
}

/** Others get turns of the event loop meanwhile. */
export async function packBlock({ block, spends }: BlockToVerify): Promise<PackedBlock> {
  const { header, hash } = block;
  const parts: Buffer[] = [];
  for await (const transaction of inTurns(block.transactions, BY_PARTS)) parts.push(packed(transaction, spends));
  return { header, hash, transactions: Buffer.concat(parts) };
}

export function unpackBlock({ header, hash, transactions }: PackedBlock): BlockToVerify {
  const reader = new PackedReader(transactions);
  return { block: { header, hash, transactions: [...reader.transactions()] }, spends: reader.spends };
}

function packed(transaction: Transaction, spends: ReadonlyMap<string, TransactionOutput>): Buffer {
  const body = encodeTransaction(transaction);
  const spending = transaction.inputs.filter(({ vout }) => vout !== COINBASE_VOUT);
  const bytes = Buffer.alloc(4 + body.length + spending.length * SPENT_BYTES);
  let at = bytes.writeUInt32BE(body.length);
  bytes.set(body, at);
  at += body.length;
  for (const input of spending) {
    const spent = spends.get(outpointKey(input));
    if (spent) {
      bytes[at] = 1;
      bytes.writeBigUInt64BE(spent.value, at + 1);
      bytes.set(spent.pubKeyHash, at + 1 + 8);
    }
    at += SPENT_BYTES;
  }
  return bytes;
}

class PackedReader {
  /** Of the transactions that were read. */
  readonly spends = new Map<string, TransactionOutput>();
  private readonly bytes: Buffer;
  private at = 0;

  constructor({ buffer, byteOffset, length }: Uint8Array) {
    this.bytes = Buffer.from(buffer, byteOffset, length);
  }

  *transactions(): Generator<Transaction> {
    while (this.at < this.bytes.length) {
      const transaction = decodeTransaction(this.take(this.take(4).readUInt32BE()));
      for (const input of transaction.inputs) if (input.vout !== COINBASE_VOUT) this.readSpent(outpointKey(input));
      yield transaction;
    }
  }

  private readSpent(key: string): void {
    const spent = this.take(SPENT_BYTES);
    if (spent[0] === 1) this.spends.set(key, { value: spent.readBigUInt64BE(1), pubKeyHash: spent.subarray(1 + 8) });
  }

  private take(length: number): Buffer {
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }
}
