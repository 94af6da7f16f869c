import { SecretHash } from './secret-hash.js';

/** So many small tables instead of a large one: one of them grows in less than a millisecond, whatever all hold. */
const PART_BITS = 8;
const FIRST_PLACES = 16;
/** Places hold slots plus one. */
const EMPTY = 0;

/** The outpoints of an index, by slot. */
export interface Outpoints {
  /** Words that hold the slot's transaction ID. */
  wordsOf(slot: number): Uint32Array;
  /** Where in them it begins. */
  startOf(slot: number): number;
  voutOf(slot: number): number;
  /** Whether the slot's outpoint is the transaction ID in `words` from `at` on, with this output number. */
  isAt(slot: number, words: Uint32Array, at: number, vout: number): boolean;
}

/** Finds slots by outpoint in constant time: open addressing, 6 to 11 bytes an outpoint, which stand in the index alone. */
export class OutpointTable {
  private readonly parts = Array.from({ length: 2 ** PART_BITS }, () => new Uint32Array(FIRST_PLACES));
  private readonly counts = new Uint32Array(2 ** PART_BITS);
  private readonly hash = new SecretHash();

  constructor(private readonly outpoints: Outpoints) {}

  find(words: Uint32Array, at: number, vout: number): number | undefined {
    const hash = this.hash.of(words, at, vout);
    const part = this.parts[hash >>> (32 - PART_BITS)]!;
    const last = part.length - 1;
    for (let place = hash & last; part[place] !== EMPTY; place = (place + 1) & last) {
      const slot = part[place]! - 1;
      if (this.outpoints.isAt(slot, words, at, vout)) return slot;
    }
    return undefined;
  }

  add(slot: number): void {
    const hash = this.hashOf(slot);
    const at = hash >>> (32 - PART_BITS);
    if (++this.counts[at]! * 4 > this.parts[at]!.length * 3) this.grow(at);
    put(this.parts[at]!, hash, slot);
  }

  /** Closes the gap, so that no search ends too early. */
  remove(slot: number): void {
    const hash = this.hashOf(slot);
    const at = hash >>> (32 - PART_BITS);
    const part = this.parts[at]!;
    const last = part.length - 1;
    let gap = hash & last;
    while (part[gap] !== slot + 1) {
      if (part[gap] === EMPTY) return;
      gap = (gap + 1) & last;
    }
    for (let next = (gap + 1) & last; part[next] !== EMPTY; next = (next + 1) & last) {
      const home = this.hashOf(part[next]! - 1) & last;
      // It may move down unless the place where its search begins lies behind the gap.
      if (((next - home) & last) < ((next - gap) & last)) continue;
      part[gap] = part[next]!;
      gap = next;
    }
    part[gap] = EMPTY;
    this.counts[at]!--;
  }

  private grow(at: number): void {
    const old = this.parts[at]!;
    const part = new Uint32Array(old.length * 2);
    for (const entry of old) if (entry !== EMPTY) put(part, this.hashOf(entry - 1), entry - 1);
    this.parts[at] = part;
  }

  private hashOf(slot: number): number {
    const { outpoints } = this;
    return this.hash.of(outpoints.wordsOf(slot), outpoints.startOf(slot), outpoints.voutOf(slot));
  }
}

function put(part: Uint32Array, hash: number, slot: number): void {
  const last = part.length - 1;
  let place = hash & last;
  while (part[place] !== EMPTY) place = (place + 1) & last;
  part[place] = slot + 1;
}
