const ROOM = 512;

/** Up to {@link ROOM} slots, in order. */
class Chunk {
  readonly slots = new Uint32Array(ROOM);
  size = 0;

  static of(slots: Uint32Array): Chunk {
    const chunk = new Chunk();
    chunk.slots.set(slots);
    chunk.size = slots.length;
    return chunk;
  }

  get last(): number {
    return this.slots[this.size - 1]!;
  }

  insert(at: number, slot: number): void {
    this.slots.copyWithin(at + 1, at, this.size++);
    this.slots[at] = slot;
  }

  remove(at: number): void {
    this.slots.copyWithin(at, at + 1, this.size--);
  }

  /** Takes the slots from `at` on away into a chunk of their own. */
  splitAt(at: number): Chunk {
    const rest = Chunk.of(this.slots.subarray(at, this.size));
    this.size = at;
    return rest;
  }
}

/**
 * Slots of one owner in an order: adding, removing and finding takes the logarithm of their number, and moves at most one
 * chunk of them.
 */
export class SortedSlots {
  private readonly chunks: Chunk[] = [];

  /** @param compare tells any two slots apart */
  constructor(
    private readonly compare: (left: number, right: number) => number,
    slots: readonly number[],
  ) {
    const sorted = Uint32Array.from([...slots].sort(compare));
    for (let at = 0; at < sorted.length; at += ROOM / 2) this.chunks.push(Chunk.of(sorted.subarray(at, at + ROOM / 2)));
  }

  add(slot: number): void {
    const isBefore = (other: number) => this.compare(other, slot) < 0;
    const at = Math.min(this.chunkFrom(isBefore), Math.max(0, this.chunks.length - 1));
    const chunk = this.chunks[at];
    if (!chunk) {
      this.chunks.push(Chunk.of(Uint32Array.of(slot)));
      return;
    }
    const place = placeFrom(chunk, isBefore);
    if (chunk.size < ROOM) {
      chunk.insert(place, slot);
      return;
    }
    // What grows at its end, as keys do, leaves full chunks behind.
    const middle = place === ROOM ? ROOM : ROOM / 2;
    const rest = chunk.splitAt(middle);
    this.chunks.splice(at + 1, 0, rest);
    if (place >= middle) rest.insert(place - middle, slot);
    else chunk.insert(place, slot);
  }

  remove(slot: number): void {
    const isBefore = (other: number) => this.compare(other, slot) < 0;
    const at = this.chunkFrom(isBefore);
    const chunk = this.chunks[at];
    const place = chunk && placeFrom(chunk, isBefore);
    if (!chunk || chunk.slots[place!] !== slot) throw new Error('the slot is not among the sorted ones');
    chunk.remove(place!);
    if (chunk.size === 0) this.chunks.splice(at, 1);
  }

  /** Upwards, from the first that is not `isBefore`. */
  *from(isBefore: (slot: number) => boolean): Generator<number> {
    const start = this.chunkFrom(isBefore);
    for (let at = start; at < this.chunks.length; at++) {
      const chunk = this.chunks[at]!;
      for (let place = at === start ? placeFrom(chunk, isBefore) : 0; place < chunk.size; place++) {
        yield chunk.slots[place]!;
      }
    }
  }

  *downwards(): Generator<number> {
    for (let at = this.chunks.length - 1; at >= 0; at--) {
      const chunk = this.chunks[at]!;
      for (let place = chunk.size - 1; place >= 0; place--) yield chunk.slots[place]!;
    }
  }

  /** The first chunk with a slot that is not before. */
  private chunkFrom(isBefore: (slot: number) => boolean): number {
    return firstThat(this.chunks.length, (at) => !isBefore(this.chunks[at]!.last));
  }
}

function placeFrom(chunk: Chunk, isBefore: (slot: number) => boolean): number {
  return firstThat(chunk.size, (place) => !isBefore(chunk.slots[place]!));
}

/** The first of `count` numbers from 0 on that is `right`, where all after a right one are right; else `count`. */
function firstThat(count: number, right: (at: number) => boolean): number {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (right(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
