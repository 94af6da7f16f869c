import {
  type Block,
  type BlockEffects,
  type ChainTip,
  COINBASE_REWARD,
  type CompanionRow,
  coinbaseTransaction,
  portableSecp256k1,
  sealBlock,
  toHex,
  UtxoDigest,
} from '@app/chain';

const OWNER = Buffer.alloc(32, 7);

/**
 * A block on `parent`, or a first one, whose only transaction is a reward that `text` tells from others; `amount` is what the
 * books say of it.
 */
export function rewardBlock(
  parent: ChainTip | undefined,
  text: string,
  companions: readonly CompanionRow[] = [],
  amount = COINBASE_REWARD,
): { block: Block; effects: BlockEffects } {
  const transaction = coinbaseTransaction(OWNER, text);
  const header = {
    height: (parent?.header.height ?? -1) + 1,
    prevHash: parent?.hash ?? Buffer.alloc(0),
    timestamp: 1_781_568_000,
    bits: 0,
  };
  const block = sealBlock({ header, parent, transactions: [{ transaction, spends: [] }] }, portableSecp256k1);
  const tip: ChainTip = {
    header: block.header,
    hash: block.hash,
    supply: (parent?.supply ?? 0n) + COINBASE_REWARD,
    unspentCount: (parent?.unspentCount ?? 0) + 1,
    utxoDigest: new UtxoDigest(parent?.utxoDigest)
      .add({ txid: transaction.id, vout: 0 }, transaction.outputs[0]!)
      .bytes(),
    nextTransactionKey: (parent?.nextTransactionKey ?? 0) + 1,
    nextOutputKey: (parent?.nextOutputKey ?? 0) + 1,
  };
  const record = { type: 'reward' as const, sender: undefined, receiver: toHex(OWNER), amount };
  return { block, effects: { tip, transactions: [{ record, spentKeys: [], payers: [], companions }] } };
}
