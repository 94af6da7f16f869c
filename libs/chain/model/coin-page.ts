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

/**
 * Unspent outputs in flat bytes, {@link COIN_BYTES} each, integers big-endian: key (8), transaction ID (32), output number (4),
 * value (8), hash of the owner's key (32). A start reads them by the million, and an object for each would cost more than
 * everything else it does.
 */
export class CoinPage implements Iterable<StoredCoin> {
  /** Starts at a multiple of four in its memory, so that it can be read as words. */
  readonly bytes: Buffer;

  constructor(readonly count: number) {
    this.bytes = asBuffer(new Uint8Array(count * COIN_BYTES));
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

  keyOf(place: number): number {
    const at = place * COIN_BYTES;
    return this.bytes.readUInt32BE(at) * 2 ** 32 + this.bytes.readUInt32BE(at + 4);
  }

  *[Symbol.iterator](): Iterator<StoredCoin> {
    for (let place = 0; place < this.count; place++) {
      const at = place * COIN_BYTES;
      yield {
        key: this.keyOf(place),
        txid: this.bytes.subarray(at + COIN_OFFSETS.txid, at + COIN_OFFSETS.vout),
        vout: this.bytes.readUInt32BE(at + COIN_OFFSETS.vout),
        value: this.bytes.readBigUInt64BE(at + COIN_OFFSETS.value),
        address: this.bytes.toString('hex', at + COIN_OFFSETS.owner, at + COIN_BYTES),
      };
    }
  }
}
