import type { Block, BlockTemplate } from '@app/chain';

/** Signs, mines and verifies a block away from the thread that answers requests. See sealBlock for the meaning. */
export abstract class BlockSealer {
  abstract seal(template: BlockTemplate): Promise<Block>;
}
