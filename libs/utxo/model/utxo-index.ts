import {
  asBuffer,
  COIN_WORD_OFFSETS,
  COIN_WORDS,
  type CoinPage,
  HASH_WORDS,
  type Outpoint,
  type TransactionOutput,
} from '@app/chain';
import { OwnerTable } from './owner-table.js';

/** An unspent output as the index hands it out. `slot` is the index's own handle, `key` the store's (dense, chain order). */
export interface Coin {
  readonly slot: number;
  readonly key: number;
  readonly txid: Uint8Array;
  readonly vout: number;
  readonly value: bigint;
}

/** Slots and owners come in chunks, so that growing copies nothing and takes no more than it needs. */
const CHUNK_BITS = 15;
const CHUNK = 2 ** CHUNK_BITS;
const IN_CHUNK = CHUNK - 1;
/** No slot: slots are noted plus one. */
const NONE = 0;

/** Coins by slot. Those of one owner that the next block may spend are a list, which `next` and `previous` hold together. */
class CoinChunk {
  readonly txidWords = new Uint32Array(CHUNK * HASH_WORDS);
  readonly txids = Buffer.from(this.txidWords.buffer);
  readonly vouts = new Uint32Array(CHUNK);
  readonly values = new BigInt64Array(CHUNK);
  readonly keys = new Float64Array(CHUNK);
  readonly owners = new Uint32Array(CHUNK);
  readonly next = new Uint32Array(CHUNK);
  readonly previous = new Uint32Array(CHUNK);
}

class OwnerChunk {
  /** Sum of the owner's coins as of the last committed block: what the API calls the balance. At most MAX_SUPPLY. */
  readonly confirmed = new BigInt64Array(CHUNK);
  /** The first of the coins that the next block may spend. */
  readonly first = new Uint32Array(CHUNK);
}

/**
 * Every unspent output, by owner, in flat arrays: about 65 bytes an output and 60 an owner. It is a projection of the chain.
 * Changes are staged by an IndexDraft per block; a draft is committed (oldest first) or rolled back (newest first), never half.
 */
export class UtxoIndex {
  private used = 0;
  private readonly free: number[] = [];
  private readonly coins: CoinChunk[] = [];
  private readonly owners: OwnerChunk[] = [];
  private readonly ownerTable = new OwnerTable();
  /** An address on its way into the table of owners, as bytes and as the words that they are. */
  private readonly addressBytes = Buffer.from(new ArrayBuffer(32));
  private readonly addressWords = new Uint32Array(this.addressBytes.buffer);

  /** Committed balance of `address` (lower-case hex), in units. */
  balance(address: string): bigint {
    const owner = this.ownerAt(address);
    return owner === undefined ? 0n : this.ownerChunk(owner).confirmed[owner & IN_CHUNK]!;
  }

  /** What `address` could spend in the next block: committed coins less staged spends plus staged outputs. */
  spendable(address: string): number[] {
    const slots: number[] = [];
    for (let slot = this.firstOf(address); slot !== NONE; slot = this.after(slot - 1)) slots.push(slot - 1);
    return slots;
  }

  valueOf(slot: number): bigint {
    return this.coinChunk(slot).values[slot & IN_CHUNK]!;
  }

  coin(slot: number): Coin {
    const chunk = this.coinChunk(slot);
    const at = slot & IN_CHUNK;
    return {
      slot,
      key: chunk.keys[at]!,
      txid: Buffer.from(chunk.txids.subarray(at * 32, at * 32 + 32)),
      vout: chunk.vouts[at]!,
      value: chunk.values[at]!,
    };
  }

  /** The owner's spendable coin at `outpoint`, if there is one; takes time with the number of the owner's coins. */
  find(address: string, outpoint: Outpoint): Coin | undefined {
    const txid = asBuffer(outpoint.txid);
    if (txid.length !== 32) return undefined;
    for (let slot = this.firstOf(address); slot !== NONE; slot = this.after(slot - 1)) {
      const { vouts, txids } = this.coinChunk(slot - 1);
      const at = (slot - 1) & IN_CHUNK;
      if (vouts[at] === outpoint.vout && txids.compare(txid, 0, 32, at * 32, at * 32 + 32) === 0)
        return this.coin(slot - 1);
    }
    return undefined;
  }

  /** Adds coins that are already committed, as a start does, and answers with what they are worth. */
  load(page: CoinPage): bigint {
    const { words } = page;
    let total = 0n;
    for (let place = 0; place < page.count; place++) {
      const from = place * COIN_WORDS;
      const slot = this.free.pop() ?? this.grow();
      const chunk = this.coinChunk(slot);
      const at = slot & IN_CHUNK;
      for (let word = 0; word < HASH_WORDS; word++) {
        chunk.txidWords[at * HASH_WORDS + word] = words[from + COIN_WORD_OFFSETS.txid + word]!;
      }
      const value = page.valueAt(place);
      chunk.values[at] = value;
      chunk.vouts[at] = page.voutAt(place);
      chunk.keys[at] = page.keyAt(place);
      const owner = this.enter(words, from + COIN_WORD_OFFSETS.owner);
      chunk.owners[at] = owner;
      this.ownerChunk(owner).confirmed[owner & IN_CHUNK]! += value;
      total += value;
      this.restore(slot);
    }
    return total;
  }

  /** Stages a new coin; see IndexDraft. */
  create({ txid, vout }: Outpoint, key: number, { value, pubKeyHash }: TransactionOutput): number {
    const slot = this.free.pop() ?? this.grow();
    const chunk = this.coinChunk(slot);
    const at = slot & IN_CHUNK;
    chunk.txids.set(txid, at * 32);
    chunk.vouts[at] = vout;
    chunk.values[at] = value;
    chunk.keys[at] = key;
    this.addressBytes.set(pubKeyHash);
    chunk.owners[at] = this.enter(this.addressWords, 0);
    this.restore(slot);
    return slot;
  }

  /** Takes a coin out of its owner's list; the slot keeps its content until {@link release}. */
  take(slot: number): void {
    const { next, previous, owners } = this.coinChunk(slot);
    const [after, before] = [next[slot & IN_CHUNK]!, previous[slot & IN_CHUNK]!];
    if (after !== NONE) this.coinChunk(after - 1).previous[(after - 1) & IN_CHUNK] = before;
    if (before !== NONE) this.coinChunk(before - 1).next[(before - 1) & IN_CHUNK] = after;
    else {
      const owner = owners[slot & IN_CHUNK]!;
      this.ownerChunk(owner).first[owner & IN_CHUNK] = after;
    }
  }

  /** Puts a taken coin back. */
  restore(slot: number): void {
    const { next, previous, owners } = this.coinChunk(slot);
    const owner = owners[slot & IN_CHUNK]!;
    const { first } = this.ownerChunk(owner);
    const after = first[owner & IN_CHUNK]!;
    next[slot & IN_CHUNK] = after;
    previous[slot & IN_CHUNK] = NONE;
    if (after !== NONE) this.coinChunk(after - 1).previous[(after - 1) & IN_CHUNK] = slot + 1;
    first[owner & IN_CHUNK] = slot + 1;
  }

  /** Gives the slot of a taken coin back for use. */
  release(slot: number): void {
    this.free.push(slot);
  }

  confirm(slot: number, sign: 1n | -1n): void {
    const { owners, values } = this.coinChunk(slot);
    const owner = owners[slot & IN_CHUNK]!;
    this.ownerChunk(owner).confirmed[owner & IN_CHUNK]! += sign * values[slot & IN_CHUNK]!;
  }

  private coinChunk(slot: number): CoinChunk {
    return this.coins[slot >>> CHUNK_BITS]!;
  }

  private ownerChunk(owner: number): OwnerChunk {
    return this.owners[owner >>> CHUNK_BITS]!;
  }

  private firstOf(address: string): number {
    const owner = this.ownerAt(address);
    return owner === undefined ? NONE : this.ownerChunk(owner).first[owner & IN_CHUNK]!;
  }

  private after(slot: number): number {
    return this.coinChunk(slot).next[slot & IN_CHUNK]!;
  }

  private ownerAt(address: string): number | undefined {
    if (address.length !== 64 || this.addressBytes.write(address, 'hex') !== 32) return undefined;
    return this.ownerTable.find(this.addressWords, 0);
  }

  private enter(words: Uint32Array, at: number): number {
    const owner = this.ownerTable.enter(words, at);
    if (owner >= this.owners.length * CHUNK) this.owners.push(new OwnerChunk());
    return owner;
  }

  private grow(): number {
    if (this.used === this.coins.length * CHUNK) this.coins.push(new CoinChunk());
    return this.used++;
  }
}
