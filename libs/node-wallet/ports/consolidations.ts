import type { CoinOutpoint, SignedPayment } from './flopcoin-payments.js';

/**
 * `signed`: its bytes are stored, and it may be on its way. `broadcast`: Core has it, and the house has paid its fee.
 * `final`: as deep as anything is followed. `dead`: another transaction, deep in the chain, spends one of its coins.
 */
export type ConsolidationState = 'signed' | 'broadcast' | 'final' | 'dead';

export interface Consolidation {
  readonly txid: string;
  readonly hex: string;
  readonly feeUnits: bigint;
  readonly inputs: readonly CoinOutpoint[];
  readonly state: ConsolidationState;
}

/** Transactions that make small coins of the pool into one, each from its bytes to its last confirmation. */
export abstract class Consolidations {
  /** Stores a new one with its coins; no coin of it is in a payment. Before anybody hears of it. */
  abstract sign(signed: SignedPayment, atMs: number): Promise<void>;

  /** Oldest first, without those that need no further look. */
  abstract open(): Promise<Consolidation[]>;

  /** What they have cost since then, dead ones not counted. */
  abstract feesSince(sinceMs: number): Promise<bigint>;

  /** signed → broadcast: the house pays the fee, as it does for what the operator pays by hand. */
  abstract bookOut(txid: string, atMs: number): Promise<void>;

  /** signed or broadcast → final or dead. The coins of a dead one are free again. */
  abstract close(txid: string, state: 'final' | 'dead'): Promise<void>;
}
