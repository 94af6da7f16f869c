import { type Block, type BlockTemplate, type SignatureScheme, sealBlock } from '@app/chain';
import { BlockSealer } from '@app/utxo';

/** Seals blocks on the calling thread: for tests and tools. */
export class InlineBlockSealer extends BlockSealer {
  constructor(private readonly scheme: SignatureScheme) {
    super();
  }

  override async seal(template: BlockTemplate): Promise<Block> {
    return sealBlock(template, this.scheme);
  }
}
