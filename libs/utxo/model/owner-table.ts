import { HASH_WORDS } from '@app/chain';
import { SecretHash } from './secret-hash.js';

const CHUNK_BITS = 15;
const CHUNK = 2 ** CHUNK_BITS;
const IN_CHUNK = CHUNK - 1;
const NOBODY = 0;

/**
 * Numbers owners densely from 0 and finds them by the hash of their key: open addressing over flat arrays, about 50 bytes an
 * owner, where a Map of texts takes three times that and makes every collection of garbage look at each of them.
 */
export class OwnerTable {
  private count = 0;
  private readonly chunks: Uint32Array[] = [];
  /** Number of the owner plus one, by place. */
  private table = new Uint32Array(2048);
  private readonly hash = new SecretHash();

  get size(): number {
    return this.count;
  }

  /** The number of the owner whose hash stands in `words` from `at` on, or undefined. */
  find(words: Uint32Array, at: number): number | undefined {
    const owner = this.table[this.placeOf(words, at)]!;
    return owner === NOBODY ? undefined : owner - 1;
  }

  /** The same, with a new number for a new owner. */
  enter(words: Uint32Array, at: number): number {
    const place = this.placeOf(words, at);
    const known = this.table[place]!;
    if (known !== NOBODY) return known - 1;
    const owner = this.count++;
    if ((owner & IN_CHUNK) === 0) this.chunks.push(new Uint32Array(CHUNK * HASH_WORDS));
    const chunk = this.chunks.at(-1)!;
    for (let word = 0; word < HASH_WORDS; word++) chunk[(owner & IN_CHUNK) * HASH_WORDS + word] = words[at + word]!;
    this.table[place] = owner + 1;
    if (this.count * 2 > this.table.length) this.grow();
    return owner;
  }

  /** Where the owner stands, or would stand. */
  private placeOf(words: Uint32Array, at: number): number {
    const last = this.table.length - 1;
    for (let place = this.hash.of(words, at, 0) & last; ; place = (place + 1) & last) {
      const owner = this.table[place]!;
      if (owner === NOBODY || this.isOwner(owner - 1, words, at)) return place;
    }
  }

  private isOwner(owner: number, words: Uint32Array, at: number): boolean {
    const chunk = this.chunks[owner >>> CHUNK_BITS]!;
    const start = (owner & IN_CHUNK) * HASH_WORDS;
    for (let word = 0; word < HASH_WORDS; word++) if (chunk[start + word] !== words[at + word]) return false;
    return true;
  }

  private grow(): void {
    this.table = new Uint32Array(this.table.length * 2);
    for (let owner = 0; owner < this.count; owner++) {
      const chunk = this.chunks[owner >>> CHUNK_BITS]!;
      this.table[this.placeOf(chunk, (owner & IN_CHUNK) * HASH_WORDS)] = owner + 1;
    }
  }
}
