// biome-ignore format: FIPS 180-4, 4.2.2, eight a row
const ROUND_CONSTANTS = Int32Array.of(
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
  0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
  0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
  0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
  0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
  0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
  0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
  0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
);

// biome-ignore format: FIPS 180-4, 5.3.3
const INITIAL_STATE = Int32Array.of(
  0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
);

const BLOCK_BYTES = 64;
/** 0x80 and the length follow the message in its last block. */
const PADDING_BYTES = 9;

/**
 * SHA-256 of many messages that differ in their last bytes only: every block but the last is compressed once, and a
 * candidate costs one compression, a third of a call of the native function, whose time is mostly the call. It gives the
 * digest's first word and no more; a caller that finds a match hashes that message completely.
 */
export class Sha256Tail {
  /** The last block as big-endian words, padding included: change the message's words in it, then ask. */
  readonly words = new Int32Array(BLOCK_BYTES / 4);
  private readonly state = Int32Array.from(INITIAL_STATE);
  private readonly schedule = new Int32Array(64);

  /** @throws RangeError when message and padding do not end in the same block */
  constructor(message: Buffer) {
    const head = message.length - (message.length % BLOCK_BYTES);
    if (message.length - head > BLOCK_BYTES - PADDING_BYTES) throw new RangeError('the padding needs its own block');
    for (let at = 0; at < head; at += BLOCK_BYTES) {
      readWords(message.subarray(at, at + BLOCK_BYTES), this.words);
      this.state.set(compress(this.state, this.words, this.schedule));
    }
    const last = Buffer.alloc(BLOCK_BYTES);
    message.copy(last, 0, head);
    last[message.length - head] = 0x80;
    last.writeUInt32BE(message.length * 8, BLOCK_BYTES - 4);
    readWords(last, this.words);
  }

  /** The first 32 bits of the digest, as a signed number. */
  firstWord(): number {
    return compress(this.state, this.words, this.schedule)[0]!;
  }
}

function readWords(bytes: Buffer, words: Int32Array): void {
  for (let at = 0; at < words.length; at++) words[at] = bytes.readInt32BE(at * 4);
}

const compressed = new Int32Array(8);

/** One compression of `words` into `state` (FIPS 180-4, 6.2.2). The result is overwritten by the next call. */
function compress(state: Int32Array, words: Int32Array, w: Int32Array): Int32Array {
  for (let t = 0; t < 16; t++) w[t] = words[t]!;
  for (let t = 16; t < 64; t++) {
    const x = w[t - 15]!;
    const y = w[t - 2]!;
    const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
    const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
    w[t] = (w[t - 16]! + s0 + w[t - 7]! + s1) | 0;
  }
  let a = state[0]!;
  let b = state[1]!;
  let c = state[2]!;
  let d = state[3]!;
  let e = state[4]!;
  let f = state[5]!;
  let g = state[6]!;
  let h = state[7]!;
  for (let t = 0; t < 64; t++) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const first = (h + s1 + ((e & f) ^ (~e & g)) + ROUND_CONSTANTS[t]! + w[t]!) | 0;
    const second = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + first) | 0;
    d = c;
    c = b;
    b = a;
    a = (first + second) | 0;
  }
  compressed[0] = state[0]! + a;
  compressed[1] = state[1]! + b;
  compressed[2] = state[2]! + c;
  compressed[3] = state[3]! + d;
  compressed[4] = state[4]! + e;
  compressed[5] = state[5]! + f;
  compressed[6] = state[6]! + g;
  compressed[7] = state[7]! + h;
  return compressed;
}
