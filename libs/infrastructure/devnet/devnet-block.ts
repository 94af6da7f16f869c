import { writeUint32 } from '@app/infrastructure/flopcoin/byte-reader.js';
import {
  type CoinTransaction,
  NULL_TXID,
  serializeTransaction,
  shownHash,
  transactionId,
} from '@app/infrastructure/flopcoin/coin-transaction.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { blockReward } from './devnet-parameters.js';
import type { DevnetBlockRow, DevnetTransactionRow } from './devnet-store.js';

const BLOCK_VERSION = 4;
/** Regtest's difficulty in the header. Nobody competes here, so no proof of work is sought and none is claimed. */
const BITS = 0x207fffff;
const GENESIS_TIME_SECONDS = 1_767_225_600;
const GENESIS_TEXT = 'Mizan devnet: play money, worth nothing';

/** A block and the transactions that exist through it alone. */
export interface MadeBlock {
  block: DevnetBlockRow;
  coinbase: DevnetTransactionRow;
}

export interface BlockPlan {
  height: number;
  previousHash: string;
  timeSeconds: number;
  /** Makes two coinbases of the same height, on two forks, different. */
  extraNonce: Uint8Array;
  rewardScript: Uint8Array;
  feeUnits: bigint;
  transactionIds: readonly string[];
}

export function makeBlock(plan: BlockPlan): MadeBlock {
  const coinbase = coinbaseRow({
    scriptSig: Buffer.concat([
      Buffer.of(4),
      writeUint32(plan.height),
      Buffer.of(plan.extraNonce.length),
      plan.extraNonce,
    ]),
    amountUnits: blockReward(plan.height) + plan.feeUnits,
    script: plan.rewardScript,
  });
  const { height, previousHash, timeSeconds } = plan;
  const unnamed = { height, previousHash, timeSeconds, transactionIds: [coinbase.txid, ...plan.transactionIds] };
  return { block: { hash: blockHash(unnamed), ...unnamed }, coinbase };
}

/** Block 0, the same on every devnet. Its coin pays a script that nothing opens. */
export function genesisBlock(): MadeBlock {
  const coinbase = coinbaseRow({
    scriptSig: Buffer.concat([Buffer.of(GENESIS_TEXT.length), Buffer.from(GENESIS_TEXT)]),
    amountUnits: blockReward(0),
    script: Buffer.of(0x6a),
  });
  const unnamed = {
    height: 0,
    previousHash: NULL_TXID,
    timeSeconds: GENESIS_TIME_SECONDS,
    transactionIds: [coinbase.txid],
  };
  return { block: { hash: blockHash(unnamed), ...unnamed }, coinbase };
}

/** Double SHA-256 of the 80-byte header: version, previous block, Merkle root, time, bits, nonce. */
export function blockHash(block: Omit<DevnetBlockRow, 'hash'>): string {
  return shownHash(
    Buffer.concat([
      writeUint32(BLOCK_VERSION),
      Buffer.from(block.previousHash, 'hex').reverse(),
      merkleRoot(block.transactionIds),
      writeUint32(block.timeSeconds),
      writeUint32(BITS),
      writeUint32(0),
    ]),
  );
}

/** Bitcoin's tree: pairs hashed twice, the last of an odd row paired with itself. */
function merkleRoot(transactionIds: readonly string[]): Uint8Array {
  let row: Uint8Array[] = transactionIds.map((txid) => Buffer.from(txid, 'hex').reverse());
  while (row.length > 1) {
    const above: Uint8Array[] = [];
    for (let at = 0; at < row.length; at += 2)
      above.push(sha256(sha256(Buffer.concat([row[at]!, row[at + 1] ?? row[at]!]))));
    row = above;
  }
  return row[0]!;
}

function coinbaseRow(content: {
  scriptSig: Uint8Array;
  amountUnits: bigint;
  script: Uint8Array;
}): DevnetTransactionRow {
  const transaction: CoinTransaction = {
    version: 1,
    inputs: [{ txid: NULL_TXID, vout: 0xffffffff, scriptSig: content.scriptSig, sequence: 0xffffffff }],
    outputs: [{ amountUnits: content.amountUnits, script: content.script }],
    lockTime: 0,
  };
  return { txid: transactionId(transaction), hex: serializeTransaction(transaction).toString('hex') };
}
