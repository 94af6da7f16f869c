import { type ChainTip, CoinPage, decodeTransaction, type PlacedTransaction, type StoredCoin, toHex } from '@app/chain';
import { UnspentOutputs } from '@app/utxo';
import { type HistoryQuery, WalletHistory } from '@app/wallet';
import { MemoryChainStore } from './memory-chain-store.js';

/** Reads wallets off the chain in memory, by looking at all of it. */
export class MemoryWalletHistory extends WalletHistory {
  constructor(private readonly chain: MemoryChainStore) {
    super();
  }

  override async page({ address, direction, order, afterKey, limit }: HistoryQuery): Promise<PlacedTransaction[]> {
    const touched = this.chain.transactions.filter(({ receivers, effects }) => {
      const received = receivers.includes(address);
      const sent = effects.payers.includes(address);
      return direction === 'all' ? received || sent : direction === 'sent' ? sent : received;
    });
    if (order === 'desc') touched.reverse();
    const isAfter = (key: number) => afterKey === undefined || (order === 'asc' ? key > afterKey : key < afterKey);
    return touched.filter(({ key }) => isAfter(key)).slice(0, limit);
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
    const wanted = new Set(keys);
    return new Map(this.outputs().flatMap(({ key, height }) => (wanted.has(key) ? [[key, height]] : [])));
  }

  private outputs(): (StoredCoin & { height: number })[] {
    const all: (StoredCoin & { height: number })[] = [];
    for (const { bytes, height } of this.chain.transactions) {
      const { id, outputs } = decodeTransaction(bytes);
      for (const [vout, { value, pubKeyHash }] of outputs.entries()) {
        all.push({ key: all.length, txid: id, vout, value, address: toHex(pubKeyHash), height });
      }
    }
    return all;
  }
}
