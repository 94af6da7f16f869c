import { blockHash, leadingZeroBits } from '../../libs/client/crypto/block-header.js';
import { fromHex, taggedHash, toHex } from '../../libs/client/crypto/bytes.js';
import type { TransferTerms, WirePrepared } from '../../libs/client/crypto/check-prepared.js';
import { addressOf } from '../../libs/client/crypto/keys.js';
import { rootOfProof } from '../../libs/client/crypto/merkle-proof.js';
import { verifySignature } from '../../libs/client/crypto/signer.js';
import { signingDigest, type Transaction, transactionId } from '../../libs/client/crypto/transaction.js';
import type { Submission, TransfersLedger } from '../../libs/client/crypto/transfer-signed.js';
import type { ProvesTransactions } from '../../libs/client/crypto/verify-transaction.js';
import { printTransaction, readTransaction } from '../../libs/client/crypto/wire-transaction.js';

interface Coin {
  readonly txid: Uint8Array;
  readonly vout: number;
  readonly value: bigint;
  readonly owner: string;
}

export interface Mined {
  readonly status: string;
  readonly txid: string;
}

type Calls = TransfersLedger<Mined> & ProvesTransactions;
type Block = Awaited<ReturnType<Calls['getBlockHeader']>>;

/** Refusals as the client throws them, the parts that are looked at. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
  ) {
    super(code);
  }
}

/** An honest ledger in memory, as a client sees it: one transaction and a fixed sibling make a block. */
export class SmallLedger implements Calls {
  private readonly coins = new Map<string, Coin>();
  private readonly transactions = new Map<string, Transaction>();
  private readonly blocks = new Map<string, Block>();
  private readonly blockOf = new Map<string, Block>();
  readonly submissions: Submission[] = [];
  tip = '';

  constructor(private readonly bits = 2) {}

  /** A coin of its own for each of `values`. */
  fund(address: string, ...values: bigint[]): void {
    for (const value of values) {
      const publicKey = new TextEncoder().encode(`reward ${this.transactions.size}`);
      const inputs = [{ txid: new Uint8Array(), vout: -1, signature: null, publicKey }];
      this.mine({ inputs, outputs: [{ value, pubKeyHash: fromHex(address, 32)! }] });
    }
  }

  balance(address: string): bigint {
    return this.coinsOf(address).reduce((total, { value }) => total + value, 0n);
  }

  /** The smallest coin that suffices, else all of them. */
  async prepareTransfer({ from, to, amount }: TransferTerms): Promise<WirePrepared> {
    const owned = this.coinsOf(from).sort((one, other) => Number(one.value - other.value));
    const single = owned.find(({ value }) => value >= amount);
    const spent = single ? [single] : owned;
    const change = spent.reduce((total, { value }) => total + value, -amount);
    if (change < 0n) throw new Refusal(400, 'insufficient_funds');
    const inputs = spent.map(({ txid, vout }) => ({ txid, vout, signature: null, publicKey: new Uint8Array() }));
    const payment = { value: amount, pubKeyHash: fromHex(to, 32)! };
    const outputs = change === 0n ? [payment] : [payment, { value: change, pubKeyHash: fromHex(from, 32)! }];
    return preparedOf({ inputs, outputs });
  }

  async submitTransfer(submission: Submission): Promise<Mined> {
    this.submissions.push(submission);
    const transaction = readTransaction(submission.transaction);
    const id = transactionId(transaction);
    const publicKey = fromHex(submission.public_key, 33)!;
    const spent = transaction.inputs.map(({ txid, vout }) => this.coins.get(`${toHex(txid)}:${vout}`));
    const isOwned = spent.every((coin) => coin?.owner === addressOf(publicKey));
    const signature = fromHex(submission.signature, 64)!;
    const isSigned = verifySignature(signature, signingDigest(id), publicKey);
    if (!isOwned || !isSigned) throw new Refusal(400, 'invalid_transaction');
    const inputs = transaction.inputs.map((input) => ({ ...input, signature, publicKey }));
    this.mine({ ...transaction, inputs });
    return { status: 'transaction mined', txid: toHex(id) };
  }

  async getTransaction({ id }: { id: string }) {
    const transaction = this.transactions.get(id);
    if (!transaction) throw new Refusal(404, 'transaction_not_found');
    return { transaction: printTransaction(transaction, transactionId(transaction)) };
  }

  async getTransactionProof({ id }: { id: string }): ReturnType<Calls['getTransactionProof']> {
    return { block_hash: this.blockOf.get(id)!.hash, steps: [SIBLING] };
  }

  async getBlockHeader({ index }: { index: string }) {
    return this.blocks.get(index)!;
  }

  private coinsOf(address: string): Coin[] {
    return [...this.coins.values()].filter(({ owner }) => owner === address);
  }

  private mine(transaction: Transaction): void {
    const txid = transactionId(transaction);
    for (const { txid, vout } of transaction.inputs) this.coins.delete(`${toHex(txid)}:${vout}`);
    for (const [vout, { value, pubKeyHash }] of transaction.outputs.entries()) {
      this.coins.set(`${toHex(txid)}:${vout}`, { txid, vout, value, owner: toHex(pubKeyHash) });
    }
    const block = minedBlock({
      height: this.blocks.size,
      prev_hash: this.tip,
      merkle_root: toHex(rootOfProof(txid, [SIBLING])),
      bits: this.bits,
    });
    this.transactions.set(toHex(txid), transaction);
    this.blocks.set(block.hash, block);
    this.blockOf.set(toHex(txid), block);
    this.tip = block.hash;
  }
}

const SIBLING = { side: 'right', hash: toHex(taggedHash(new Uint8Array(16))) } as const;

/** A header with its work done. */
export function minedBlock(header: Pick<Block, 'height' | 'prev_hash' | 'merkle_root' | 'bits'>): Block {
  for (let nonce = 0; ; nonce++) {
    const block = { timestamp: 1_795_219_200, ...header, nonce };
    const hash = blockHash(block);
    if (leadingZeroBits(hash) >= Number(header.bits)) return { ...block, hash: toHex(hash) };
  }
}

/** The answer with the ID and the digest that `transaction` has. */
export function preparedOf(transaction: Transaction): WirePrepared {
  const id = transactionId(transaction);
  return { transaction: printTransaction(transaction, id), digest: toHex(signingDigest(id)) };
}
