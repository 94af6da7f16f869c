import type { PlacedTransaction } from '@app/chain';
import type { Slice } from '@app/kernel';
import type { Address } from '../model/address.js';

/** `received`: the address stands in an output (its own change counts). `sent`: it owns an input. `all`: either. */
export type HistoryDirection = 'received' | 'sent' | 'all';

export interface HistoryQuery {
  readonly address: Address;
  readonly direction: HistoryDirection;
  readonly order: 'asc' | 'desc';
  /** Key of the last transaction already seen; undefined for the first page. */
  readonly afterKey: number | undefined;
  readonly limit: number;
}

/** A stored transaction as a history needs it. */
export type HistoryEntry = Pick<PlacedTransaction, 'key' | 'bytes' | 'height'>;

/** Stored transactions by wallet. */
export abstract class WalletHistory {
  /** Ends at `limit` transactions or SLICE_BYTES, whichever comes first. */
  abstract page(query: HistoryQuery): Promise<Slice<HistoryEntry>>;
}
