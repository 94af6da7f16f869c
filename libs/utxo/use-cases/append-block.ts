import { setTimeout as wait } from 'node:timers/promises';
import { AppendUncertain, AppendUnsettled, type Block, type BlockEffects, BlockStore, ForkedChain } from '@app/chain';
import { DomainError } from '@app/kernel';

/** How long callers are kept waiting for a store that does not say what became of their block. */
const PATIENCE_MS = 8_000;

/**
 * Appends a block and does not return before its fate is certain. "The store answered with an error" is not "the block is
 * not stored": when an answer was lost the same block is appended again, which the store takes as a success if the first
 * attempt got through and refuses if another block stands there.
 */
export class AppendBlock {
  private doubtful = false;

  constructor(
    private readonly store: BlockStore,
    private readonly patienceMs = PATIENCE_MS,
  ) {}

  /** True while a block's fate is being settled: new work would only pile up behind it. */
  get inDoubt(): boolean {
    return this.doubtful;
  }

  /**
   * @param onPatienceLost called once if the fate is still unknown after 8 seconds; the attempts go on.
   * @throws whatever the store threw when the block is certainly not stored; ForkedChain also when patience is lost and this process may
   *   append no more: whether the block is stored is read from the chain then
   */
  async execute(block: Block, effects: BlockEffects, onPatienceLost: (cause: unknown) => void): Promise<void> {
    let lastCause: unknown = new AppendUncertain('the store has not answered');
    let isGivenUp = false;
    const patience = setTimeout(() => {
      this.doubtful = true;
      isGivenUp = true;
      onPatienceLost(lastCause);
    }, this.patienceMs);
    let answerLost = false;
    try {
      for (let pauseMs = 50; ; pauseMs = Math.min(pauseMs * 2, 2_000)) {
        try {
          return await this.store.append(block, effects);
        } catch (cause) {
          if (answerLost ? isVerdict(cause) : !(cause instanceof AppendUncertain)) throw cause;
          if (isGivenUp && cause instanceof AppendUnsettled)
            throw new ForkedChain('another server writes by now', { cause });
          lastCause = cause;
          answerLost = true;
          this.doubtful = true;
          await wait(pauseMs);
        }
      }
    } finally {
      clearTimeout(patience);
      this.doubtful = false;
    }
  }
}

/** After a lost answer only the store's own judgement of the block settles it; a refused connection proves nothing. */
function isVerdict(cause: unknown): boolean {
  return !(cause instanceof AppendUncertain) && !(cause instanceof DomainError);
}
