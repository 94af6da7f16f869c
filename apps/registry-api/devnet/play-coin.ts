/** What the embedded coin can do that a real one cannot: money from nowhere, and blocks at a word. */
export abstract class PlayCoin {
  /** Pays `amountUnits` to any address of the network. @throws InvalidRecipient, InsufficientCoreFunds */
  abstract faucet(address: string, amountUnits: bigint): Promise<string>;

  /** Resolves to the new height. */
  abstract mine(blocks: number): Promise<number>;

  /** An address outside the registry's wallet. */
  abstract newAddress(owner: 'outside'): Promise<string>;
}
