import { COIN_BYTES, COIN_OFFSETS, CoinPage } from '@app/chain';

/** Where the parts of a packed coin begin, and how long it is. */
const PACKED = { key: 0, transaction: 4, vout: 8, value: 12, address: 20, bytes: 28 };

/** See UNSPENT_OUTPUTS. */
interface PackedPage {
  coins: Buffer;
  txids: Buffer;
  firstKey: number;
  addresses: AddressHashes;
}

/** What the tables contradict comes out as zeros, and the digest of the whole tells. */
export function unpackCoins({ coins, txids, firstKey, addresses }: PackedPage): CoinPage {
  const page = new CoinPage(coins.length / PACKED.bytes);
  for (let place = 0; place < page.count; place++) {
    const from = place * PACKED.bytes;
    const at = place * COIN_BYTES;
    page.writeKey(place, firstKey + coins.readInt32BE(from + PACKED.key));
    const txid = coins.readInt32BE(from + PACKED.transaction) * 32;
    if (txid >= 0) txids.copy(page.bytes, at + COIN_OFFSETS.txid, txid, txid + 32);
    coins.copy(page.bytes, at + COIN_OFFSETS.vout, from + PACKED.vout, from + PACKED.address);
    addresses.copy(
      coins.readUInt32BE(from + PACKED.address) * 2 ** 32 + coins.readUInt32BE(from + PACKED.address + 4),
      page.bytes,
      at + COIN_OFFSETS.owner,
    );
  }
  return page;
}

const CHUNK = 2 ** 12;

/** Hashes by the ID of their address. IDs are nearly dense: chunks hold a run of them each. */
export class AddressHashes {
  private readonly chunks = new Map<number, Buffer>();

  /** @param packed see ADDRESSES_AFTER */
  add(packed: Buffer): void {
    for (let at = 0; at < packed.length; at += 40) {
      const id = packed.readUInt32BE(at) * 2 ** 32 + packed.readUInt32BE(at + 4);
      const number = Math.floor(id / CHUNK);
      const chunk = this.chunks.get(number) ?? Buffer.alloc(CHUNK * 32);
      this.chunks.set(number, chunk);
      packed.copy(chunk, (id % CHUNK) * 32, at + 8, at + 40);
    }
  }

  copy(id: number, target: Buffer, at: number): void {
    const start = (id % CHUNK) * 32;
    this.chunks.get(Math.floor(id / CHUNK))?.copy(target, at, start, start + 32);
  }
}
