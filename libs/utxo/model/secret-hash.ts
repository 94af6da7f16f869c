import { randomFillSync } from 'node:crypto';
import { HASH_WORDS } from '@app/chain';

/**
 * Hashes 32 bytes and one number more to 32 bits: two sums of products of 16-bit halves and secret multipliers, the upper
 * half of each, vector multiply-shift (Dietzfelbinger). Anybody can make addresses and outpoints of their choice, so
 * places in a table depend on numbers that only this process knows.
 */
export class SecretHash {
  private readonly multipliers = randomFillSync(new Uint32Array((HASH_WORDS + 1) * 4));

  /** Of the hash that stands in `words` from `at` on, and of `further`. */
  of(words: Uint32Array, at: number, further: number): number {
    let [first, second] = [0, 0];
    for (let word = 0; word <= HASH_WORDS; word++) {
      const value = word < HASH_WORDS ? words[at + word]! : further;
      const [upper, lower] = [value >>> 16, value & 0xffff];
      const secret = word * 4;
      first += Math.imul(this.multipliers[secret]!, upper) + Math.imul(this.multipliers[secret + 1]!, lower);
      second += Math.imul(this.multipliers[secret + 2]!, upper) + Math.imul(this.multipliers[secret + 3]!, lower);
    }
    return ((first & 0xffff0000) | ((second >>> 16) & 0xffff)) >>> 0;
  }
}
