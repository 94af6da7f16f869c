import type { PlacedTransaction } from '@app/chain';
import type { Slice } from '@app/kernel';
import { parseAddress } from '../model/address.js';
import { type HistoryQuery, WalletHistory } from '../ports/wallet-history.js';

/** The transactions of a wallet, in chain order or newest first. */
export class ListHistory {
  constructor(private readonly history: WalletHistory) {}

  /** @throws InvalidAddress */
  execute(query: Omit<HistoryQuery, 'address'> & { address: string }): Promise<Slice<PlacedTransaction>> {
    return this.history.page({ ...query, address: parseAddress(query.address) });
  }
}
