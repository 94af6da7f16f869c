import { type Block, type BlockEffects, toHex } from '@app/chain';

/** Blocks that are remembered. Who follows the log looks at it a few times a second. */
const BLOCKS = 64;

interface Stored {
  /** Keys of its transactions: from the first one up to `nextKey`. */
  readonly firstKey: number;
  readonly nextKey: number;
  readonly addresses: ReadonlySet<string>;
}

/**
 * Whose histories the last blocks that this process stored have changed. Asking the database about a thousand wallets on which nothing
 * happens costs it more than the block itself.
 */
export class TouchedWallets {
  /** Without a gap, the latest last. */
  private blocks: Stored[] = [];

  /** When the block is stored, and before anybody is told so. */
  add({ transactions }: Block, effects: BlockEffects): void {
    const { nextTransactionKey: nextKey } = effects.tip;
    const firstKey = nextKey - transactions.length;
    if (this.blocks.at(-1)?.nextKey !== firstKey) this.blocks = [];
    const addresses = new Set<string>();
    for (const { outputs } of transactions) for (const { pubKeyHash } of outputs) addresses.add(toHex(pubKeyHash));
    for (const { payers } of effects.transactions) for (const address of payers) addresses.add(address);
    this.blocks.push({ firstKey, nextKey, addresses });
    if (this.blocks.length > BLOCKS) this.blocks.shift();
  }

  /**
   * Which of `addresses` transactions from `fromKey` on concern, up to a key that is behind `fromKey` and not behind `untilKey`.
   * Undefined when another process may have stored the first of these.
   */
  among(
    addresses: readonly string[],
    fromKey: number,
    untilKey: number,
  ): { addresses: string[]; untilKey: number } | undefined {
    const known = this.blocks.filter(({ firstKey, nextKey }) => nextKey > fromKey && firstKey < untilKey);
    if (known.length === 0 || known[0]!.firstKey > fromKey) return undefined;
    return {
      addresses: addresses.filter((address) => known.some((block) => block.addresses.has(address))),
      untilKey: Math.min(untilKey, known.at(-1)!.nextKey),
    };
  }
}
