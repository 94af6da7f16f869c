import {
  add,
  and,
  everywhere,
  LANES,
  LaneProgram,
  type Lanes,
  load,
  or,
  rotateRight,
  shiftRight,
  xor,
} from './lanes.js';

// biome-ignore format: FIPS 180-4, 4.2.2, eight a row
const ROUND_CONSTANTS = [
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
  0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
  0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
  0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
  0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
  0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
  0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
  0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
];

// biome-ignore format: FIPS 180-4, 5.3.3
const INITIAL_STATE = [
  0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
];

const BLOCK_BYTES = 64;
/** 0x80 and the length follow the message in its last block. */
const PADDING_BYTES = 9;

/** Where the program's memory has its vectors: eight words of state, sixteen of the block, eight of the next state. */
const STATE = 0;
const BLOCK = 8;
const NEXT_STATE = 24;

/**
 * SHA-256 of many messages that differ in their last bytes only, four at a time: every block but the last is compressed
 * once, and four candidates cost one compression of vectors, in all an eighth of four calls of the native function, whose
 * time is mostly the call. It gives the digests' first words and no more; whoever finds what he looks for hashes that
 * message whole.
 */
export class Sha256Tail {
  private static compression: ReturnType<LaneProgram['compile']> | undefined;
  /** Whose words the one memory of this thread holds. */
  private static owner: Sha256Tail | undefined;
  private readonly memory: Int32Array;
  private readonly run: () => void;
  private readonly firstWordsOfDigests: Int32Array;

  /** Ends the use of an earlier one. @throws RangeError when message and padding do not end in the same block */
  constructor(message: Buffer) {
    const head = message.length - (message.length % BLOCK_BYTES);
    if (message.length - head > BLOCK_BYTES - PADDING_BYTES) throw new RangeError('the padding needs its own block');
    ({ memory: this.memory, run: this.run } = Sha256Tail.compression ??= compression().compile());
    Sha256Tail.owner = this;
    this.firstWordsOfDigests = this.memory.subarray(NEXT_STATE * LANES, (NEXT_STATE + 1) * LANES);
    for (const [at, word] of INITIAL_STATE.entries()) this.fill(STATE + at, word);
    for (let at = 0; at < head; at += BLOCK_BYTES) {
      this.readBlock(message.subarray(at, at + BLOCK_BYTES));
      this.run();
      this.memory.copyWithin(STATE * LANES, NEXT_STATE * LANES, (NEXT_STATE + INITIAL_STATE.length) * LANES);
    }
    const last = Buffer.alloc(BLOCK_BYTES);
    message.copy(last, 0, head);
    last[message.length - head] = 0x80;
    last.writeUInt32BE(message.length * 8, BLOCK_BYTES - 4);
    this.readBlock(last);
  }

  /** A big-endian word of the last block, padding included. */
  word(place: number): number {
    return this.memory[(BLOCK + place) * LANES]!;
  }

  /** Changes a word of the last block of one of the four candidates. */
  setWord(candidate: number, place: number, word: number): void {
    this.memory[(BLOCK + place) * LANES + candidate] = word;
  }

  /**
   * The first 32 bits of the four digests, as signed numbers; the next call overwrites them.
   * @throws Error when another has been made since this one
   */
  firstWords(): Int32Array {
    if (Sha256Tail.owner !== this) throw new Error('another message has been begun');
    this.run();
    return this.firstWordsOfDigests;
  }

  private readBlock(bytes: Buffer): void {
    for (let at = 0; at < BLOCK_BYTES / 4; at++) this.fill(BLOCK + at, bytes.readInt32BE(at * 4));
  }

  private fill(vector: number, word: number): void {
    this.memory.fill(word, vector * LANES, (vector + 1) * LANES);
  }
}

/** Compresses one block into the state (FIPS 180-4, 6.2.2), four times side by side. */
function compression(): LaneProgram {
  const program = new LaneProgram();
  const w = Array.from({ length: 16 }, (_, at) => program.variable(load(BLOCK + at)));
  let rotating = Array.from({ length: 8 }, (_, at) => program.variable(load(STATE + at)));
  for (const [t, constant] of ROUND_CONSTANTS.entries()) {
    // The schedule needs no more than its last sixteen words.
    const word = w[t % 16]!;
    if (t >= 16) {
      const x = w[(t - 15) % 16]!.value;
      const y = w[(t - 2) % 16]!.value;
      const s0 = xor(rotateRight(x, 7), rotateRight(x, 18), shiftRight(x, 3));
      const s1 = xor(rotateRight(y, 17), rotateRight(y, 19), shiftRight(y, 10));
      word.set(add(word.value, s0, w[(t - 7) % 16]!.value, s1));
    }
    const [a, b, c, d, e, f, g, h] = rotating.map(({ value }) => value) as [
      Lanes,
      Lanes,
      Lanes,
      Lanes,
      Lanes,
      Lanes,
      Lanes,
      Lanes,
    ];
    const s1 = xor(rotateRight(e, 6), rotateRight(e, 11), rotateRight(e, 25));
    const choice = xor(g, and(e, xor(f, g)));
    const first = program.variable(add(h, s1, choice, everywhere(constant), word.value));
    const s0 = xor(rotateRight(a, 2), rotateRight(a, 13), rotateRight(a, 22));
    const majority = or(and(a, b), and(c, or(a, b)));
    rotating[3]!.set(add(d, first.value));
    rotating[7]!.set(add(first.value, s0, majority));
    rotating = [rotating[7]!, ...rotating.slice(0, 7)];
  }
  for (const [at, { value }] of rotating.entries()) program.store(NEXT_STATE + at, add(load(STATE + at), value));
  return program;
}
