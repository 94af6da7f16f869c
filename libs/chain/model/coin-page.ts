import { asBuffer } from './bytes.js';
import type { Outpoint } from './transaction.js';

/** An unspent output as a store lists it. */
export interface StoredCoin extends Outpoint {
  /** Dense, in chain order. */
  readonly key: number;
  /** Units. */
  readonly value: bigint;
  /** Address of the owner, lower-case hex. */
  readonly address: string;
}

/** Bytes of one coin in a {@link CoinPage}. */
export const COIN_BYTES = 84;

/** Where the parts of a coin begin. What follows the key is what {@link UtxoDigest} hashes. */
export const COIN_OFFSETS = { key: 0, txid: 8, vout: 40, value: 44, owner: 52 } as const;

/** The same in words of 4 bytes, which is how a page is read and written fast. */
export const COIN_WORDS = COIN_BYTES / 4;
export const COIN_WORD_OFFSETS = { key: 0, txid: 2, vout: 10, value: 11, owner: 13 } as const;
/** Words of a transaction's ID, and of an owner's hash. */
export const HASH_WORDS = 8;

/**
 * Unspent outputs in flat bytes, {@link COIN_BYTES} each, integers big-endian: key (8), transaction ID (32), output number (4),
 * value (8), hash of the owner's key (32). A start reads them by the million, and an object for each would cost more than
 * everything else it does.
 */
export class CoinPage implements Iterable<StoredCoin> {
  /** {@link COIN_WORDS} for each coin. The machine decides how a word's bytes are ordered: copy words, read numbers from `bytes`. */
  readonly words: Uint32Array;
  readonly bytes: Buffer;

  constructor(readonly count: number) {
    this.words = new Uint32Array(count * COIN_WORDS);
    this.bytes = asBuffer(new Uint8Array(this.words.buffer));
  }

  static of(coins: readonly StoredCoin[]): CoinPage {
    const page = new CoinPage(coins.length);
    for (const [place, { key, txid, vout, value, address }] of coins.entries()) {
      const at = place * COIN_BYTES;
      page.writeKey(place, key);
      page.bytes.set(txid, at + COIN_OFFSETS.txid);
      page.bytes.writeUInt32BE(vout, at + COIN_OFFSETS.vout);
      page.bytes.writeBigUInt64BE(value, at + COIN_OFFSETS.value);
      page.bytes.write(address, at + COIN_OFFSETS.owner, 'hex');
    }
    return page;
  }

  /** @param place of the coin in the page, from 0 */
  writeKey(place: number, key: number): void {
    this.bytes.writeUInt32BE(Math.floor(key / 2 ** 32), place * COIN_BYTES);
    this.bytes.writeUInt32BE(key % 2 ** 32, place * COIN_BYTES + 4);
  }

  keyAt(place: number): number {
    const at = place * COIN_BYTES;
    return this.bytes.readUInt32BE(at) * 2 ** 32 + this.bytes.readUInt32BE(at + 4);
  }

  voutAt(place: number): number {
    return this.bytes.readUInt32BE(place * COIN_BYTES + COIN_OFFSETS.vout);
  }

  /** Units. */
  valueAt(place: number): bigint {
    return this.bytes.readBigUInt64BE(place * COIN_BYTES + COIN_OFFSETS.value);
  }

  *[Symbol.iterator](): Iterator<StoredCoin> {
    for (let place = 0; place < this.count; place++) {
      const at = place * COIN_BYTES;
      yield {
        key: this.keyAt(place),
        txid: this.bytes.subarray(at + COIN_OFFSETS.txid, at + COIN_OFFSETS.vout),
        vout: this.voutAt(place),
        value: this.valueAt(place),
        address: this.bytes.toString('hex', at + COIN_OFFSETS.owner, at + COIN_BYTES),
      };
    }
  }
}
