import {
  COIN_WORD_OFFSETS,
  COIN_WORDS,
  type CoinPage,
  HASH_WORDS,
  type Outpoint,
  type TransactionOutput,
} from '@app/chain';
import { CoinOrders } from '../model/coin-orders.js';
import { CHUNK, CHUNK_BITS, CoinChunk, IN_CHUNK, OwnerChunk } from '../model/index-chunks.js';
import { OutpointTable } from '../model/outpoint-table.js';
import { OwnerTable } from '../model/owner-table.js';

/** An unspent output as the index hands it out. `slot` is the index's own handle, `key` the store's (dense, chain order). */
export interface Coin {
  readonly slot: number;
  readonly key: number;
  readonly txid: Uint8Array;
  readonly vout: number;
  readonly value: bigint;
}

/** No slot: slots are noted plus one. */
const NONE = 0;
/** Stands for `previous` of a coin that is in no list, because a staged block spends it. */
const TAKEN = 2 ** 32 - 1;

/** From so many coins on an owner's are kept in order, down to half; below, they are sorted when they are asked for. */
const MANY_COINS = 64;

/**
 * Every unspent output, by owner and by outpoint, in flat arrays: about 75 bytes an output (8 more where an owner has many)
 * and 75 an owner. No question takes longer for an owner of many coins. It is a projection of the chain.
 * Changes are staged by an IndexDraft per block; a draft is committed (oldest first) or rolled back (newest first), never half.
 */
export class UtxoIndex {
  private used = 0;
  private readonly free: number[] = [];
  private readonly coins: CoinChunk[] = [];
  private readonly owners: OwnerChunk[] = [];
  private readonly ownerTable = new OwnerTable();
  private readonly outpoints = new OutpointTable({
    wordsOf: (slot) => this.coinChunk(slot).txidWords,
    startOf: (slot) => (slot & IN_CHUNK) * HASH_WORDS,
    voutOf: (slot) => this.coinChunk(slot).vouts[slot & IN_CHUNK]!,
    isAt: (slot, words, at, vout) => this.isAt(slot, words, at, vout),
  });
  /** Of the owners of many coins. */
  private readonly orders = new Map<number, CoinOrders>();
  /** An address on its way into the table of owners, as bytes and as the words that they are. */
  private readonly addressBytes = Buffer.from(new ArrayBuffer(32));
  private readonly addressWords = new Uint32Array(this.addressBytes.buffer);
  /** The same for the ID of a transaction. */
  private readonly txidBytes = Buffer.from(new ArrayBuffer(32));
  private readonly txidWords = new Uint32Array(this.txidBytes.buffer);

  /** Committed balance of `address` (lower-case hex), in units. */
  balance(address: string): bigint {
    const owner = this.ownerAt(address);
    return owner === undefined ? 0n : this.ownerChunk(owner).confirmed[owner & IN_CHUNK]!;
  }

  /** What `address` could spend in the next block, in units: committed coins less staged spends plus staged outputs. */
  available(address: string): bigint {
    const owner = this.ownerAt(address);
    return owner === undefined ? 0n : this.ownerChunk(owner).available[owner & IN_CHUNK]!;
  }

  /** The slot of the smallest coin of `address` that is worth at least `amount`. */
  smallestFrom(address: string, amount: bigint): number | undefined {
    return this.ordersOf(address)?.smallestFrom(amount);
  }

  /** The slots of what `address` could spend, largest coin first. */
  largestFirst(address: string): Iterable<number> {
    return this.ordersOf(address)?.largestFirst() ?? [];
  }

  /** The same in the order of their keys, from the first above `afterKey` on. */
  after(address: string, afterKey: number): Iterable<number> {
    return this.ordersOf(address)?.after(afterKey) ?? [];
  }

  valueOf(slot: number): bigint {
    return this.coinChunk(slot).values[slot & IN_CHUNK]!;
  }

  keyOf(slot: number): number {
    return this.coinChunk(slot).keys[slot & IN_CHUNK]!;
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

  /** The owner's spendable coin at `outpoint`, if there is one. */
  find(address: string, outpoint: Outpoint): Coin | undefined {
    const slot = this.slotAt(outpoint);
    if (slot === undefined) return undefined;
    const { owners, previous } = this.coinChunk(slot);
    const at = slot & IN_CHUNK;
    return previous[at] !== TAKEN && owners[at] === this.ownerAt(address) ? this.coin(slot) : undefined;
  }

  /** Whether the coin at `outpoint` is spent by a block that is not stored yet: if it cannot be, the coin comes back. */
  isTaken(outpoint: Outpoint): boolean {
    const slot = this.slotAt(outpoint);
    return slot !== undefined && this.coinChunk(slot).previous[slot & IN_CHUNK] === TAKEN;
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
      this.outpoints.add(slot);
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
    this.outpoints.add(slot);
    this.restore(slot);
    return slot;
  }

  /** Takes a coin out of its owner's list; the slot keeps its content until {@link release}. */
  take(slot: number): void {
    const { next, previous, owners, values } = this.coinChunk(slot);
    const at = slot & IN_CHUNK;
    const owner = owners[at]!;
    const { first, counts, available } = this.ownerChunk(owner);
    const [after, before] = [next[at]!, previous[at]!];
    if (after !== NONE) this.coinChunk(after - 1).previous[(after - 1) & IN_CHUNK] = before;
    if (before !== NONE) this.coinChunk(before - 1).next[(before - 1) & IN_CHUNK] = after;
    else first[owner & IN_CHUNK] = after;
    previous[at] = TAKEN;
    available[owner & IN_CHUNK]! -= values[at]!;
    if (--counts[owner & IN_CHUNK]! < MANY_COINS / 2) this.orders.delete(owner);
    else this.orders.get(owner)?.remove(slot);
  }

  /** Puts a taken coin back. */
  restore(slot: number): void {
    const { next, previous, owners, values } = this.coinChunk(slot);
    const at = slot & IN_CHUNK;
    const owner = owners[at]!;
    const { first, counts, available } = this.ownerChunk(owner);
    const after = first[owner & IN_CHUNK]!;
    next[at] = after;
    previous[at] = NONE;
    if (after !== NONE) this.coinChunk(after - 1).previous[(after - 1) & IN_CHUNK] = slot + 1;
    first[owner & IN_CHUNK] = slot + 1;
    available[owner & IN_CHUNK]! += values[at]!;
    const count = ++counts[owner & IN_CHUNK]!;
    if (count < MANY_COINS / 2) return;
    const orders = this.orders.get(owner);
    if (orders) orders.add(slot);
    else if (count >= MANY_COINS) this.orders.set(owner, this.sorted(owner));
  }

  /** Gives the slot of a taken coin back for use. */
  release(slot: number): void {
    this.outpoints.remove(slot);
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

  private ordersOf(address: string): CoinOrders | undefined {
    const owner = this.ownerAt(address);
    return owner === undefined ? undefined : (this.orders.get(owner) ?? this.sorted(owner));
  }

  /** Walks the owner's list, which is short, or has just become long. */
  private sorted(owner: number): CoinOrders {
    const slots: number[] = [];
    for (let slot = this.ownerChunk(owner).first[owner & IN_CHUNK]!; slot !== NONE; ) {
      slots.push(slot - 1);
      slot = this.coinChunk(slot - 1).next[(slot - 1) & IN_CHUNK]!;
    }
    return new CoinOrders(this, slots);
  }

  private isAt(slot: number, words: Uint32Array, from: number, vout: number): boolean {
    const { txidWords, vouts } = this.coinChunk(slot);
    const at = slot & IN_CHUNK;
    if (vouts[at] !== vout) return false;
    for (let word = 0; word < HASH_WORDS; word++) {
      if (txidWords[at * HASH_WORDS + word] !== words[from + word]) return false;
    }
    return true;
  }

  private slotAt({ txid, vout }: Outpoint): number | undefined {
    if (txid.length !== 32) return undefined;
    this.txidBytes.set(txid);
    return this.outpoints.find(this.txidWords, 0, vout);
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
