import {
  type BlockEffects,
  BlockStore,
  type ChainTip,
  DamagedStore,
  equalBytes,
  ForkedChain,
  genesisBlock,
  toHex,
  UtxoDigest,
  VerifyTail,
} from '@app/chain';
import { UnspentOutputs } from '../ports/unspent-outputs.js';
import { readBelow } from './read-below.js';
import { UtxoIndex } from './utxo-index.js';

/** Brings the index to the stored tip at start: genesis into an empty store, the tail verified, every unspent output loaded. */
export class OpenChain {
  constructor(
    private readonly store: BlockStore,
    private readonly unspent: UnspentOutputs,
    private readonly verifyTail: VerifyTail,
    private readonly index: UtxoIndex,
  ) {}

  /**
   * @throws DamagedStore when what is stored contradicts itself
   * @throws BlocksLost when the store goes back while it is read: what the index holds then is of no store, and a new start finds out
   */
  async execute(): Promise<ChainTip> {
    if (await this.store.hasLooseEnd()) throw new DamagedStore('transactions stand above the highest block');
    const tip = (await this.store.tip()) ?? (await this.begin());
    const lost = [{ height: tip.header.height, hash: tip.hash }];
    return readBelow(this.store, { tip, lost }, () => this.open(tip));
  }

  private async open(tip: ChainTip): Promise<ChainTip> {
    // At the same time: one works in a worker, the other waits for the store. Damage to the tail is the better explanation.
    const outcomes = await Promise.allSettled([this.verifyTail.execute(tip), this.load(tip)]);
    for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
    return tip;
  }

  /**
   * Two processes may begin at once on one database: both append the same block, and the second append changes nothing. One that is
   * late may find more blocks upon it by then.
   */
  private async begin(): Promise<ChainTip> {
    const block = genesisBlock();
    const [coinbase] = block.transactions;
    const [output] = coinbase!.outputs;
    const tip: ChainTip = {
      header: block.header,
      hash: block.hash,
      supply: output!.value,
      unspentCount: 1,
      utxoDigest: new UtxoDigest().add({ txid: coinbase!.id, vout: 0 }, output!).bytes(),
      nextTransactionKey: 1,
      nextOutputKey: 1,
    };
    const receiver = toHex(output!.pubKeyHash);
    const effects: BlockEffects = {
      transactions: [
        {
          record: { type: 'reward', sender: undefined, receiver, amount: output!.value },
          spentKeys: [],
          payers: [],
          companions: [],
        },
      ],
      tip,
    };
    try {
      await this.store.append(block, effects);
      return tip;
    } catch (error) {
      const stored = error instanceof ForkedChain && (await this.store.tip());
      if (!stored) throw error;
      return stored;
    }
  }

  private async load(tip: ChainTip): Promise<void> {
    const digest = new UtxoDigest();
    let supply = 0n;
    let count = 0;
    for await (const page of this.unspent.asOf(tip)) {
      supply += this.index.load(page);
      digest.addPage(page);
      count += page.count;
    }
    if (supply !== tip.supply || count !== tip.unspentCount || !equalBytes(digest.bytes(), tip.utxoDigest)) {
      throw new DamagedStore(
        `the unspent outputs (${count}, worth ${supply}) are not those of block ${tip.header.height} (${tip.unspentCount}, worth ${tip.supply})`,
      );
    }
  }
}
