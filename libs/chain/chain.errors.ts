import { DomainError } from '@app/kernel';

/** A transaction or block that breaks a rule of the chain; `rule` is stable and says which, `message` says it in words. */
export class RuleBroken extends Error {
  override readonly name = 'RuleBroken';

  constructor(
    readonly rule: string,
    message: string,
  ) {
    super(message);
  }
}

/** The stored chain contradicts itself. Nothing is repaired: the operator restores a backup. */
export class DamagedStore extends Error {
  override readonly name = 'DamagedStore';
}

/** A block did not follow the stored tip: somebody else has appended since. */
export class ForkedChain extends Error {
  override readonly name = 'ForkedChain';
}

export class BlockNotFound extends DomainError {
  readonly kind = 'missing';
  readonly code = 'block_not_found';

  constructor() {
    super('block not found');
  }
}

export class TransactionNotFound extends DomainError {
  readonly kind = 'missing';
  readonly code = 'transaction_not_found';

  constructor() {
    super('transaction not found');
  }
}

/** The store did not say whether it appended the block. Append the same block again to find out. */
export class AppendUncertain extends Error {
  override readonly name = 'AppendUncertain';
}

/** The same, and this process may append no more: asking again tells nothing new until the store changes its role. */
export class AppendUnsettled extends AppendUncertain {}
