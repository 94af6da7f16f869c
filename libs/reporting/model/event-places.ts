/**
 * The log has the order of the chain: completed runs that stand between two blocks, the block, and each of its transactions
 * followed by what it meant. A place is the key of a transaction and a slot before or behind it.
 */
const SLOT_BITS = 20n;

/** Below `block` are the ordinals of completed runs, from 1. */
export const EVENT_SLOTS = {
  block: 524_288,
  mined: 524_289,
  deducted: 524_290,
  paid: 524_291,
  wallet: 524_292,
  /** Behind the wallets', so that places which were told before there were requests stay what they are. */
  request: 524_293,
  /** Behind them for the same reason. */
  order: 524_294,
  /** The last one. */
  last: 524_294,
} as const;

export interface EventPlace {
  readonly key: number;
  readonly slot: number;
}

export function placeOf(key: number, slot: number): bigint {
  return (BigInt(key) << SLOT_BITS) | BigInt(slot);
}

/** Before all events: the slot 0 of the first transaction, which nothing has. */
export function partsOf(place: bigint): EventPlace {
  if (place < 0n) return { key: 0, slot: 0 };
  return { key: Number(place >> SLOT_BITS), slot: Number(BigInt.asUintN(Number(SLOT_BITS), place)) };
}

/** The first transaction whose event in `slot` is behind `place`. */
export function keyBehind({ key, slot }: EventPlace, wanted: number): number {
  return slot < wanted ? key : key + 1;
}
