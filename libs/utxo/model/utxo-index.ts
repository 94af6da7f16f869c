import { asBuffer, type Outpoint } from '@app/chain';

/** An unspent output as the index hands it out. `slot` is the index's own handle, `key` the store's (dense, chain order). */
export interface Coin {
  readonly slot: number;
  readonly key: number;
  readonly txid: Uint8Array;
  readonly vout: number;
  readonly value: bigint;
}

export interface NewCoin extends Outpoint {
  readonly key: number;
  readonly value: bigint;
  /** Address of the owner, lower-case hex. */
  readonly address: string;
}

interface Holding {
  /** Sum of the owner's coins as of the last committed block: what the API calls the balance. */
  confirmed: bigint;
  /** Coins that the next block may spend. */
  slots: number[];
}

/**
 * Every unspent output, by owner, in flat arrays: about 60 bytes an output. It is a projection of the chain. Changes are
 * staged by an IndexDraft per block; a draft is committed (oldest first) or rolled back (newest first), never half.
 */
export class UtxoIndex {
  private capacity = 1024;
  private used = 0;
  private free: number[] = [];
  private txids = Buffer.alloc(this.capacity * 32);
  private vouts = new Uint32Array(this.capacity);
  private values = new BigInt64Array(this.capacity);
  private keys = new Float64Array(this.capacity);
  private owners = new Uint32Array(this.capacity);
  /** Where the slot stands in its owner's list, for removal without a search. */
  private places = new Uint32Array(this.capacity);
  private readonly holdings: Holding[] = [];
  private readonly holdingOf = new Map<string, number>();

  /** Committed balance of `address` (lower-case hex), in units. */
  balance(address: string): bigint {
    return this.holding(address)?.confirmed ?? 0n;
  }

  /** What `address` could spend in the next block: committed coins less staged spends plus staged outputs. */
  spendable(address: string): readonly number[] {
    return this.holding(address)?.slots ?? [];
  }

  valueOf(slot: number): bigint {
    return this.values[slot]!;
  }

  coin(slot: number): Coin {
    return {
      slot,
      key: this.keys[slot]!,
      txid: Buffer.from(this.txids.subarray(slot * 32, slot * 32 + 32)),
      vout: this.vouts[slot]!,
      value: this.values[slot]!,
    };
  }

  /** The owner's spendable coin at `outpoint`, if there is one; takes time with the number of the owner's coins. */
  find(address: string, outpoint: Outpoint): Coin | undefined {
    const txid = asBuffer(outpoint.txid);
    if (txid.length !== 32) return undefined;
    const slot = this.spendable(address).find(
      (at) => this.vouts[at] === outpoint.vout && this.txids.compare(txid, 0, 32, at * 32, at * 32 + 32) === 0,
    );
    return slot === undefined ? undefined : this.coin(slot);
  }

  /** Adds a coin that is already committed: loading, and following blocks of another process. */
  load(coin: NewCoin): void {
    const slot = this.create(coin);
    this.holdings[this.owners[slot]!]!.confirmed += coin.value;
  }

  /** Stages a new coin; see IndexDraft. */
  create(coin: NewCoin): number {
    const slot = this.free.pop() ?? this.grow();
    this.txids.set(coin.txid, slot * 32);
    this.vouts[slot] = coin.vout;
    this.values[slot] = coin.value;
    this.keys[slot] = coin.key;
    this.owners[slot] = this.ownerOf(coin.address);
    this.restore(slot);
    return slot;
  }

  /** Takes a coin out of its owner's list; the slot keeps its content until {@link release}. */
  take(slot: number): void {
    const { slots } = this.holdings[this.owners[slot]!]!;
    const place = this.places[slot]!;
    const last = slots.pop()!;
    if (last !== slot) {
      slots[place] = last;
      this.places[last] = place;
    }
  }

  /** Puts a taken coin back. */
  restore(slot: number): void {
    const { slots } = this.holdings[this.owners[slot]!]!;
    this.places[slot] = slots.push(slot) - 1;
  }

  /** Gives the slot of a taken coin back for use. */
  release(slot: number): void {
    this.free.push(slot);
  }

  confirm(slot: number, sign: 1n | -1n): void {
    this.holdings[this.owners[slot]!]!.confirmed += sign * this.values[slot]!;
  }

  private holding(address: string): Holding | undefined {
    const owner = this.holdingOf.get(address);
    return owner === undefined ? undefined : this.holdings[owner];
  }

  private ownerOf(address: string): number {
    const known = this.holdingOf.get(address);
    if (known !== undefined) return known;
    const owner = this.holdings.push({ confirmed: 0n, slots: [] }) - 1;
    this.holdingOf.set(address, owner);
    return owner;
  }

  private grow(): number {
    if (this.used === this.capacity) {
      this.capacity *= 2;
      const txids = Buffer.alloc(this.capacity * 32);
      txids.set(this.txids);
      this.txids = txids;
      this.vouts = copied(this.vouts, new Uint32Array(this.capacity));
      this.owners = copied(this.owners, new Uint32Array(this.capacity));
      this.places = copied(this.places, new Uint32Array(this.capacity));
      this.keys = copied(this.keys, new Float64Array(this.capacity));
      const values = new BigInt64Array(this.capacity);
      values.set(this.values);
      this.values = values;
    }
    return this.used++;
  }
}

function copied<A extends Uint32Array | Float64Array>(from: A, to: A): A {
  to.set(from);
  return to;
}
