import {
  type CoinTransaction,
  NULL_TXID,
  SHOWN_HASH,
  serializeTransaction,
  shownHash,
  transactionId,
} from '@app/infrastructure/flopcoin/coin-transaction.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { Script } from '@scure/btc-signer/script.js';
import { bytes, struct, U32LE } from 'micro-packed';
import { blockReward } from './devnet-parameters.js';
import type { DevnetBlockRow, DevnetTransactionRow } from './devnet-store.js';

const HEADER = struct({
  version: U32LE,
  previousHash: SHOWN_HASH,
  merkleRoot: bytes(32),
  timeSeconds: U32LE,
  bits: U32LE,
  nonce: U32LE,
});
/** With regtest's difficulty. No miner competes here, so no proof of work is sought and none is claimed. */
const HEADER_CONSTANTS = { version: 4, bits: 0x207fffff, nonce: 0 };
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
    scriptSig: Script.encode([U32LE.encode(plan.height), plan.extraNonce]),
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
    scriptSig: Script.encode([Buffer.from(GENESIS_TEXT)]),
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

/** Double SHA-256 of the 80-byte header. */
export function blockHash({ previousHash, transactionIds, timeSeconds }: Omit<DevnetBlockRow, 'hash'>): string {
  return shownHash(
    HEADER.encode({ ...HEADER_CONSTANTS, previousHash, merkleRoot: merkleRoot(transactionIds), timeSeconds }),
  );
}

/** Bitcoin's tree: pairs hashed twice, the last of an odd row paired with itself. */
function merkleRoot(transactionIds: readonly string[]): Uint8Array {
  let row: Uint8Array[] = transactionIds.map((txid) => SHOWN_HASH.encode(txid));
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
