import { asBuffer } from "../../chain/index.js";
/**
 * Every unspent output, by owner, in flat arrays: about 60 bytes an output. It is a projection of the chain. Changes are
 * staged by an IndexDraft per block; a draft is committed (oldest first) or rolled back (newest first), never half.
 */
export class UtxoIndex {
    capacity = 1024;
    used = 0;
    free = [];
    txids = Buffer.alloc(this.capacity * 32);
    vouts = new Uint32Array(this.capacity);
    values = new BigInt64Array(this.capacity);
    keys = new Float64Array(this.capacity);
    owners = new Uint32Array(this.capacity);
    /** Where the slot stands in its owner's list, for removal without a search. */
    places = new Uint32Array(this.capacity);
    holdings = [];
    holdingOf = new Map();
    /** Committed balance of `address` (lower-case hex), in units. */
    balance(address) {
        return this.holding(address)?.confirmed ?? 0n;
    }
    /** What `address` could spend in the next block: committed coins less staged spends plus staged outputs. */
    spendable(address) {
        return this.holding(address)?.slots ?? [];
    }
    valueOf(slot) {
        return this.values[slot];
    }
    coin(slot) {
        return {
            slot,
            key: this.keys[slot],
            txid: Buffer.from(this.txids.subarray(slot * 32, slot * 32 + 32)),
            vout: this.vouts[slot],
            value: this.values[slot],
        };
    }
    /** The owner's spendable coin at `outpoint`, if there is one; takes time with the number of the owner's coins. */
    find(address, outpoint) {
        const txid = asBuffer(outpoint.txid);
        if (txid.length !== 32)
            return undefined;
        const slot = this.spendable(address).find((at) => this.vouts[at] === outpoint.vout && this.txids.compare(txid, 0, 32, at * 32, at * 32 + 32) === 0);
        return slot === undefined ? undefined : this.coin(slot);
    }
    /** Adds a coin that is already committed: loading, and following blocks of another process. */
    load(coin) {
        const slot = this.create(coin);
        this.holdings[this.owners[slot]].confirmed += coin.value;
    }
    /** Stages a new coin; see IndexDraft. */
    create(coin) {
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
    take(slot) {
        const { slots } = this.holdings[this.owners[slot]];
        const place = this.places[slot];
        const last = slots.pop();
        if (last !== slot) {
            slots[place] = last;
            this.places[last] = place;
        }
    }
    /** Puts a taken coin back. */
    restore(slot) {
        const { slots } = this.holdings[this.owners[slot]];
        this.places[slot] = slots.push(slot) - 1;
    }
    /** Gives the slot of a taken coin back for use. */
    release(slot) {
        this.free.push(slot);
    }
    confirm(slot, sign) {
        this.holdings[this.owners[slot]].confirmed += sign * this.values[slot];
    }
    holding(address) {
        const owner = this.holdingOf.get(address);
        return owner === undefined ? undefined : this.holdings[owner];
    }
    ownerOf(address) {
        const known = this.holdingOf.get(address);
        if (known !== undefined)
            return known;
        const owner = this.holdings.push({ confirmed: 0n, slots: [] }) - 1;
        this.holdingOf.set(address, owner);
        return owner;
    }
    grow() {
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
function copied(from, to) {
    to.set(from);
    return to;
}
//# sourceMappingURL=utxo-index.js.map