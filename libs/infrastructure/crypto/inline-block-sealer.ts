import { type Block, type BlockTemplate, type SignatureScheme, sealBlock, type TransactionTemplate } from '@app/chain';
import { type BlockInProgress, BlockSealer } from '@app/utxo';

/** Seals blocks on the calling thread: for tests and tools. */
export class InlineBlockSealer extends BlockSealer {
  constructor(private readonly scheme: SignatureScheme) {
    super();
  }

  override begin(): BlockInProgress {
    const transactions: TransactionTemplate[] = [];
    return {
      add: (added) => void transactions.push(...added),
      seal: (place) => this.seal({ ...place, transactions }),
      abandon: () => {},
    };
  }

  async seal(template: BlockTemplate): Promise<Block> {
    return sealBlock(template, this.scheme);
  }
}
