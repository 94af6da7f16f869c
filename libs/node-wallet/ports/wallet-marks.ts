/** Signs that registries leave in Core's wallet, and which keys are in it. Errors as told at FlopcoinNode. */
export abstract class WalletMarks {
  /** Addresses that registries have made as their mark, this one's among them. */
  abstract all(): Promise<string[]>;

  /** Leaves a mark. @throws KeypoolEmpty */
  abstract add(): Promise<string>;

  /** Whether the wallet can spend what comes to the address. */
  abstract owns(address: string): Promise<boolean>;
}
