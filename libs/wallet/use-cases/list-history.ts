import type { Slice } from '@app/kernel';
import { parseAddress } from '../model/address.js';
import { type HistoryEntry, type HistoryQuery, WalletHistory } from '../ports/wallet-history.js';

/** The transactions of a wallet, in chain order or newest first. */
export class ListHistory {
  constructor(private readonly history: WalletHistory) {}

  /** @throws InvalidAddress */
  execute(query: Omit<HistoryQuery, 'address'> & { address: string }): Promise<Slice<HistoryEntry>> {
    return this.history.page({ ...query, address: parseAddress(query.address) });
  }
}
