import { type ChainTip, CoinPage, decodeTransaction, type StoredCoin, toHex } from '@app/chain';
import { SLICE_BYTES, type Slice } from '@app/kernel';
import { UnspentOutputs } from '@app/utxo';
import { type Address, type HistoryEntry, type HistoryQuery, KnownAddresses, WalletHistory } from '@app/wallet';
import { MemoryChainStore } from './memory-chain-store.js';
import type { MemoryUsers } from './memory-identity.js';

/** Reads wallets off the chain in memory. */
export class MemoryWalletHistory extends WalletHistory {
  constructor(private readonly chain: MemoryChainStore) {
    super();
  }

  override async page({ address, direction, order, afterKey, limit }: HistoryQuery): Promise<Slice<HistoryEntry>> {
    const entries = this.chain.histories.get(address) ?? [];
    const keys = entries.filter((entry) => direction === 'all' || entry[direction]).map(({ key }) => key);
    if (order === 'desc') keys.reverse();
    const isAfter = (key: number) => afterKey === undefined || (order === 'asc' ? key > afterKey : key < afterKey);
    const found = keys.filter(isAfter);
    const rows: HistoryEntry[] = [];
    let bytes = 0;
    for (const key of found.slice(0, limit)) {
      const transaction = this.chain.transactions[key]!;
      bytes += transaction.bytes.length;
      if (rows.length > 0 && bytes > SLICE_BYTES) break;
      rows.push(transaction);
    }
    return { rows, hasMore: rows.length < found.length };
  }
}

export class MemoryKnownAddresses extends KnownAddresses {
  constructor(
    private readonly chain: MemoryChainStore,
    private readonly users: Pick<MemoryUsers, 'hasWallet'>,
  ) {
    super();
  }

  override async has(address: Address): Promise<boolean> {
    return this.chain.histories.has(address) || this.users.hasWallet(address);
  }
}

export class MemoryUnspentOutputs extends UnspentOutputs {
  constructor(private readonly chain: MemoryChainStore) {
    super();
  }

  override async *asOf(tip: Pick<ChainTip, 'nextOutputKey' | 'nextTransactionKey'>): AsyncIterable<CoinPage> {
    const earlier = this.chain.transactions.slice(0, tip.nextTransactionKey);
    const spent = new Set(earlier.flatMap(({ effects }) => effects.spentKeys));
    yield CoinPage.of(this.outputs().filter(({ key }) => key < tip.nextOutputKey && !spent.has(key)));
  }

  override async heights(keys: readonly number[]): Promise<Map<number, number>> {
    const { outputHeights } = this.chain;
    return new Map(keys.flatMap((key) => (outputHeights[key] === undefined ? [] : [[key, outputHeights[key]]])));
  }

  private outputs(): StoredCoin[] {
    const all: StoredCoin[] = [];
    for (const { bytes } of this.chain.transactions) {
      const { id, outputs } = decodeTransaction(bytes);
      for (const [vout, { value, pubKeyHash }] of outputs.entries()) {
        all.push({ key: all.length, txid: id, vout, value, address: toHex(pubKeyHash) });
      }
    }
    return all;
  }
}
