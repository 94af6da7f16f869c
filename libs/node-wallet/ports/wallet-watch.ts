/** Freshly mined money that was sent to an address of a node. */
export interface RewardToNode {
  readonly depositId: bigint;
  readonly nodeId: string;
  readonly txid: string;
  readonly amountUnits: bigint;
}

/** What is remembered for the watch over Core's wallet. */
export abstract class WalletWatch {
  /** Marks in Core's wallet that are this registry's, or that the operator has accepted. */
  abstract knownMarks(): Promise<string[]>;

  abstract addMark(address: string, own: boolean, atMs: number): Promise<void>;

  /** Those after a deposit that are not final, oldest first. */
  abstract rewardsToNodes(afterDepositId: bigint): Promise<RewardToNode[]>;
}
