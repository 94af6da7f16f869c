import { HASH_WORDS } from '@app/chain';

/** Slots and owners come in chunks, so that growing copies nothing and takes no more than it needs. */
export const CHUNK_BITS = 15;
export const CHUNK = 2 ** CHUNK_BITS;
export const IN_CHUNK = CHUNK - 1;

/** Coins by slot. Those of one owner that the next block may spend are a list, which `next` and `previous` hold together. */
export class CoinChunk {
  readonly txidWords = new Uint32Array(CHUNK * HASH_WORDS);
  readonly txids = Buffer.from(this.txidWords.buffer);
  readonly vouts = new Uint32Array(CHUNK);
  readonly values = new BigInt64Array(CHUNK);
  readonly keys = new Float64Array(CHUNK);
  readonly owners = new Uint32Array(CHUNK);
  readonly next = new Uint32Array(CHUNK);
  readonly previous = new Uint32Array(CHUNK);
}

export class OwnerChunk {
  /** Sum of the owner's coins as of the last committed block: what the API calls the balance. At most MAX_SUPPLY. */
  readonly confirmed = new BigInt64Array(CHUNK);
  /** The first of the coins that the next block may spend. */
  readonly first = new Uint32Array(CHUNK);
  /** How many those are, and what they are worth together. */
  readonly counts = new Uint32Array(CHUNK);
  readonly available = new BigInt64Array(CHUNK);
}
