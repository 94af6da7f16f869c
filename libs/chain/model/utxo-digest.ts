import { asBuffer, hashTag, sha256Characters } from './bytes.js';
import { COIN_OFFSETS, COIN_WORD_OFFSETS, COIN_WORDS, type CoinPage } from './coin-page.js';
import type { Outpoint, TransactionOutput } from './transaction.js';

const COIN_TAG = hashTag('mizan/coin/1');
const TAG_WORDS = COIN_TAG.length / 4;
const WORD = 2 ** 32;
/** Sums of so many words of 32 bits stay exact in a double. */
const EXACT_SUMS = 2 ** 20;

/**
 * A digest of a set of unspent outputs that can be kept up to date: the sum, in four 64-bit lanes, of the hashes of its
 * members. Adding and removing commute, so the order of the set does not matter, and a start can compare what it loaded
 * with what the last block recorded. It finds damage and accidents; it is no commitment against someone who can craft coins.
 */
export class UtxoDigest {
  /** Each lane as its two halves, the upper one first; what passes 32 bits is carried now and then. */
  private readonly words = new Float64Array(8);
  private sums = 0;
  /** What is hashed: the tag, then a coin as it stands in a page, without its key. */
  private readonly messageWords = new Uint32Array(TAG_WORDS + COIN_WORDS - COIN_WORD_OFFSETS.txid);
  private readonly message = Buffer.from(this.messageWords.buffer);

  constructor(bytes?: Uint8Array) {
    this.message.set(COIN_TAG);
    if (bytes) for (let word = 0; word < 8; word++) this.words[word] = asBuffer(bytes).readUInt32BE(word * 4);
  }

  add(outpoint: Outpoint, output: TransactionOutput): this {
    this.write(outpoint, output);
    this.sum(1);
    return this;
  }

  remove(outpoint: Outpoint, output: TransactionOutput): this {
    this.write(outpoint, output);
    this.sum(-1);
    return this;
  }

  addPage({ words, count }: CoinPage): this {
    const message = this.messageWords;
    for (let place = 0; place < count; place++) {
      const from = place * COIN_WORDS + COIN_WORD_OFFSETS.txid - TAG_WORDS;
      for (let word = TAG_WORDS; word < message.length; word++) message[word] = words[from + word]!;
      this.sum(1);
    }
    return this;
  }

  bytes(): Buffer {
    this.carry();
    const bytes = Buffer.alloc(32);
    for (let word = 0; word < 8; word++) bytes.writeUInt32BE(this.words[word]!, word * 4);
    return bytes;
  }

  private write({ txid, vout }: Outpoint, { value, pubKeyHash }: TransactionOutput): void {
    const at = COIN_TAG.length - COIN_OFFSETS.txid;
    this.message.set(txid, at + COIN_OFFSETS.txid);
    this.message.writeUInt32BE(vout, at + COIN_OFFSETS.vout);
    this.message.writeBigUInt64BE(value, at + COIN_OFFSETS.value);
    this.message.set(pubKeyHash, at + COIN_OFFSETS.owner);
  }

  private sum(sign: 1 | -1): void {
    const hash = sha256Characters(this.message);
    for (let word = 0; word < 8; word++) {
      const at = word * 4;
      const low = (hash.charCodeAt(at + 1) << 16) | (hash.charCodeAt(at + 2) << 8) | hash.charCodeAt(at + 3);
      this.words[word]! += sign * (hash.charCodeAt(at) * 2 ** 24 + low);
    }
    if (++this.sums === EXACT_SUMS) this.carry();
  }

  private carry(): void {
    for (let lane = 0; lane < 8; lane += 2) {
      const carried = Math.floor(this.words[lane + 1]! / WORD);
      this.words[lane + 1]! -= carried * WORD;
      const upper = this.words[lane]! + carried;
      this.words[lane] = upper - Math.floor(upper / WORD) * WORD;
    }
    this.sums = 0;
  }
}
