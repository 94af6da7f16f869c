import { COIN_WORD_OFFSETS, COIN_WORDS, CoinPage, HASH_WORDS } from '@app/chain';

/** Where the parts of a packed coin begin in words of 4 bytes, and how long it is. */
const PACKED = { key: 0, transaction: 1, vout: 2, value: 3, address: 5, words: 7 };
const VALUE_WORDS = 2;

/** See UNSPENT_OUTPUTS. */
interface PackedPage {
  coins: Buffer;
  txids: Buffer;
  firstKey: number;
  addresses: AddressHashes;
}

/** What the tables contradict comes out as zeros, and the digest of the whole tells. */
export function unpackCoins({ coins, txids, firstKey, addresses }: PackedPage): CoinPage {
  const coinWords = wordsOf(coins);
  const txidWords = wordsOf(txids);
  const page = new CoinPage(coinWords.length / PACKED.words);
  for (let place = 0; place < page.count; place++) {
    const from = place * PACKED.words;
    const at = place * COIN_WORDS;
    page.writeKey(place, firstKey + coins.readInt32BE((from + PACKED.key) * 4));
    const txid = coins.readInt32BE((from + PACKED.transaction) * 4);
    copyWords(txidWords, txid * HASH_WORDS, page.words, at + COIN_WORD_OFFSETS.txid, HASH_WORDS);
    copyWords(coinWords, from + PACKED.vout, page.words, at + COIN_WORD_OFFSETS.vout, 1 + VALUE_WORDS);
    addresses.copy(readId(coins, (from + PACKED.address) * 4), page.words, at + COIN_WORD_OFFSETS.owner);
  }
  return page;
}

const CHUNK = 2 ** 12;

/** Hashes by the ID of their address. IDs are nearly dense: chunks hold a run of them each. */
export class AddressHashes {
  private readonly chunks = new Map<number, Uint32Array>();

  /** @param packed see ADDRESSES_AFTER */
  add(packed: Buffer): void {
    const words = wordsOf(packed);
    for (let at = 0; at < packed.length; at += 40) {
      const id = readId(packed, at);
      const number = Math.floor(id / CHUNK);
      const chunk = this.chunks.get(number) ?? new Uint32Array(CHUNK * HASH_WORDS);
      this.chunks.set(number, chunk);
      copyWords(words, at / 4 + 2, chunk, (id % CHUNK) * HASH_WORDS, HASH_WORDS);
    }
  }

  copy(id: number, target: Uint32Array, at: number): void {
    const chunk = this.chunks.get(Math.floor(id / CHUNK));
    if (chunk) copyWords(chunk, (id % CHUNK) * HASH_WORDS, target, at, HASH_WORDS);
  }
}

function readId(bytes: Buffer, at: number): number {
  return bytes.readUInt32BE(at) * 2 ** 32 + bytes.readUInt32BE(at + 4);
}

/** The whole words of `bytes`, over the same memory where it is aligned. */
function wordsOf(bytes: Buffer): Uint32Array {
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : new Uint8Array(bytes);
  return new Uint32Array(aligned.buffer, aligned.byteOffset, Math.floor(aligned.length / 4));
}

/** Eight words cost a tenth of a call of `Buffer.copy`. What lies beyond the source is 0. */
function copyWords(source: Uint32Array, from: number, target: Uint32Array, at: number, count: number): void {
  for (let word = 0; word < count; word++) target[at + word] = source[from + word] ?? 0;
}
