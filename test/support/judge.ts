import * as secp256k1 from '@noble/secp256k1';
import type { LedgerClient, Transaction } from './ledger-client.js';
import {
  hex,
  leadingZeroBits,
  merkleRootOf,
  readHeader,
  sha256,
  signingDigestOf,
  transactionIdOf,
} from './wire-format.js';

/** How many signatures are checked one by one before only every tenth is: the server's own replay checks all. */
const SIGNATURES_IN_FULL = 300;

export interface JudgedChain {
  blocks: number;
  /** By ID in hex. */
  transactions: Map<string, Transaction>;
  /** Units minted, genesis included. */
  minted: number;
  /** Unspent units by address. */
  balances: Map<string, number>;
  unspentCount: number;
}

/**
 * Reads the whole chain as a stranger would and replays it: heights, links, proof of work, Merkle roots, IDs, signatures,
 * no output spent twice, no ID twice, unspent = minted. Then the server's own totals and its verification must agree.
 * @throws Error that names what is wrong
 */
export async function judgeChain(client: LedgerClient): Promise<JudgedChain> {
  const summaries = await client.blocks();
  const replay = new Replay();
  let previous = '';
  for (const [height, summary] of summaries.entries()) {
    const [header, block] = await Promise.all([client.header(height), client.block(height)]);
    const read = readHeader(header.bytes);
    const { bytes: _, ...printed } = header;
    same(read, printed, `header ${height}`);
    same(read.height, height, 'height');
    same(read.prev_hash, previous, `link of block ${height}`);
    demand(leadingZeroBits(read.hash) >= read.bits, `block ${height} lacks work`);
    same([summary.index, summary.hash, summary.prev_hash], [height, read.hash, previous], `summary ${height}`);
    same(summary.tx_count, block.Transactions.length, `tx_count of block ${height}`);
    same([hex(block.Hash), hex(block.PrevHash)], [read.hash, previous], `block ${height}`);
    same([block.Nonce, block.Timestamp], [read.nonce, read.timestamp], `block ${height}`);
    const ids = block.Transactions.map(({ ID }) => hex(ID));
    same(merkleRootOf(ids), read.merkle_root, `Merkle root of block ${height}`);
    for (const transaction of block.Transactions) replay.apply(transaction);
    previous = read.hash;
  }
  const judged = replay.result(summaries.length);
  const chain = await client.chain();
  same([chain.height, chain.tip], [summaries.length - 1, previous], 'tip');
  same([chain.supply, chain.unspent_count], [judged.minted, judged.unspentCount], 'totals');
  same(await client.verify().then(({ ok, fault }) => ({ ok, fault })), { ok: true }, 'chain/verify');
  return judged;
}

class Replay {
  private readonly transactions = new Map<string, Transaction>();
  private readonly unspent = new Map<string, { value: number; owner: string }>();
  private minted = 0;
  private signatures = 0;

  apply(transaction: Transaction): void {
    const id = hex(transaction.ID);
    same(transactionIdOf(transaction), id, 'transaction ID');
    demand(!this.transactions.has(id), `transaction ${id} stands on the chain twice`);
    this.transactions.set(id, transaction);
    const paid = transaction.Vout.reduce((total, { Value }) => total + Value, 0);
    if (transaction.Vin[0]!.Vout === -1) {
      same([transaction.Vin.length, transaction.Vin[0]!.Txid, paid], [1, '', 15_000], `coinbase ${id}`);
      this.minted += paid;
    } else same(this.spend(id, transaction), paid, `inputs and outputs of ${id}`);
    for (const [vout, { Value, PubKeyHash }] of transaction.Vout.entries()) {
      demand(Value > 0, `an output of ${id} is empty`);
      this.unspent.set(`${id}:${vout}`, { value: Value, owner: hex(PubKeyHash) });
    }
  }

  result(blocks: number): JudgedChain {
    const balances = new Map<string, number>();
    let total = 0;
    for (const { value, owner } of this.unspent.values()) {
      balances.set(owner, (balances.get(owner) ?? 0) + value);
      total += value;
    }
    same(total, this.minted, 'unspent and minted');
    const { transactions, minted } = this;
    return { blocks, transactions, minted, balances, unspentCount: this.unspent.size };
  }

  private spend(id: string, { Vin }: Transaction): number {
    let collected = 0;
    for (const input of Vin) {
      const outpoint = `${hex(input.Txid)}:${input.Vout}`;
      const spent = this.unspent.get(outpoint);
      if (!spent) throw new Error(`${id} spends ${outpoint}, which is not unspent`);
      this.unspent.delete(outpoint);
      const publicKey = Buffer.from(input.PubKey, 'base64');
      same(sha256(publicKey).toString('hex'), spent.owner, `owner of ${outpoint}`);
      demand(this.signs(id, input.Signature!, publicKey), `a signature of ${id} does not verify`);
      collected += spent.value;
    }
    return collected;
  }

  private signs(id: string, signature: string, publicKey: Uint8Array): boolean {
    if (++this.signatures > SIGNATURES_IN_FULL && this.signatures % 10 !== 0) return true;
    const bytes = Buffer.from(signature, 'base64');
    return secp256k1.verify(bytes, signingDigestOf(id), publicKey, { prehash: false, lowS: true });
  }
}

function same(actual: unknown, expected: unknown, what: string): void {
  const [left, right] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (left !== right) throw new Error(`${what}: ${left}, expected ${right}`);
}

function demand(condition: boolean, what: string): void {
  if (!condition) throw new Error(what);
}
