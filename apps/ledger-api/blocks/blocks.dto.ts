import {
  type BlockHeader,
  type BlockName,
  BlockNotFound,
  type BlockSummary,
  type EncodedBlock,
  headerBytes,
  toHex,
} from '@app/chain';
import { IsText } from '@app/infrastructure/http/validation/index.js';
import { IsOrder } from '../presentation/fields.js';
import { InvalidParameter } from '../presentation/invalid-request.js';
import { PageQuery } from '../presentation/page-query.dto.js';
import { base64, storedTransactionJson, TransactionResponse } from '../presentation/transaction.dto.js';

const invalidIndex = () => new InvalidParameter('invalid block index', { field: 'index' });

export class BlocksQuery extends PageQuery {
  /** `desc`: highest first */
  @IsOrder()
  order?: 'asc' | 'desc' = 'asc';
}

export class BlockPath {
  /** A height, a hash of 64 hex characters, or `tip` */
  @IsText({}, invalidIndex)
  index!: string;
}

export class BlockSummaryResponse {
  /**
   * Height.
   * @example 1
   */
  index!: number;

  /**
   * Unix seconds.
   * @example 1795219200
   */
  timestamp!: number;

  /** Hex. */
  hash!: string;

  /** Hex; empty for genesis. */
  prev_hash!: string;

  /** @example 1 */
  tx_count!: number;
}

export class BlockResponse {
  /**
   * Unix seconds.
   * @example 1795219200
   */
  Timestamp!: number;

  Transactions!: TransactionResponse[];

  /** Base64; empty for genesis. */
  PrevHash!: string;

  /** Base64. */
  Hash!: string;

  /** @example 4711 */
  Nonce!: number;
}

export class BlockHeaderResponse {
  /** @example 1 */
  height!: number;

  /** Hex SHA-256 of `bytes`. */
  hash!: string;

  /** Hex; empty for genesis. */
  prev_hash!: string;

  /** Hex. */
  merkle_root!: string;

  /**
   * Unix seconds.
   * @example 1795219200
   */
  timestamp!: number;

  /**
   * Leading zero bits that the hash must have.
   * @example 12
   */
  bits!: number;

  /** @example 4711 */
  nonce!: number;

  /** Hex: the 106 bytes whose SHA-256 is the hash. */
  bytes!: string;
}

/**
 * Reads what names a block: `tip`, a hash of 64 hex characters, or a height in plain digits.
 * @throws InvalidParameter, BlockNotFound for a negative height
 */
export function readBlockName(text: string): BlockName {
  if (text === 'tip') return text;
  if (/^[0-9a-fA-F]{64}$/.test(text)) return { hash: text };
  if (!/^(?:-?[1-9][0-9]{0,18}|0)$/.test(text) || BigInt.asIntN(64, BigInt(text)) !== BigInt(text)) {
    throw invalidIndex();
  }
  const height = Number(text);
  if (height < 0 || !Number.isSafeInteger(height)) throw new BlockNotFound();
  return { height };
}

export function summaryJson({ height, timestamp, hash, prevHash, transactionCount }: BlockSummary) {
  return { index: height, timestamp, hash: toHex(hash), prev_hash: toHex(prevHash), tx_count: transactionCount };
}

/** The members of a block in the specification's order; the transactions one by one, for streaming. */
export function blockMembers({ header, hash, transactions }: EncodedBlock) {
  return {
    Timestamp: header.timestamp,
    Transactions: eachTransaction(transactions),
    PrevHash: base64(header.prevHash),
    Hash: base64(hash),
    Nonce: header.nonce,
  };
}

async function* eachTransaction(transactions: EncodedBlock['transactions']) {
  for (const bytes of transactions) yield storedTransactionJson(bytes);
}

export function headerJson(header: BlockHeader, hash: Uint8Array) {
  return {
    height: header.height,
    hash: toHex(hash),
    prev_hash: toHex(header.prevHash),
    merkle_root: toHex(header.merkleRoot),
    timestamp: header.timestamp,
    bits: header.bits,
    nonce: header.nonce,
    bytes: toHex(headerBytes(header)),
  };
}
