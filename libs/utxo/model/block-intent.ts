import type {
  CompanionRow,
  Outpoint,
  Signer,
  TransactionInput,
  TransactionOutput,
  TransactionRecord,
} from '@app/chain';
import type { Coin } from '../services/utxo-index.js';

/** What the next block may spend, as an intent sees it while that block is put together. */
export interface SpendableCoins {
  /** See selectCoins, with the same refusals. */
  select(address: string, amount: bigint): Coin[];
  /** All that `address` could spend, in units. */
  balance(address: string): bigint;
  find(address: string, outpoint: Outpoint): Coin | undefined;
  /** Units minted so far less those burnt, the block under construction included. */
  readonly supply: bigint;
}

/** A transaction as an intent wants it. Exactly one of `signer`, `witnesses` and `coinbaseText` is given. */
export interface PlannedTransaction {
  readonly inputs: readonly Coin[];
  readonly outputs: readonly TransactionOutput[];
  /** Addresses that own the inputs, one per input. */
  readonly owners: readonly string[];
  /** Signs all inputs; the intent keeps it, in case it is planned again. */
  readonly signer?: Signer;
  /** The client's own signatures, one per input, already verified. */
  readonly witnesses?: readonly Pick<TransactionInput, 'signature' | 'publicKey'>[];
  /** Mints what the only output holds. */
  readonly coinbaseText?: string;
  readonly record: TransactionRecord;
  readonly companions?: readonly CompanionRow[];
}

/**
 * Somebody's wish to have a transaction mined. `plan` is called when a block is put together, possibly again for a later
 * block if that one could not be stored; it looks at the coins and decides. It must not wait and must not change anything.
 * Whatever it throws goes to the one caller that asked.
 */
export interface BlockIntent {
  plan(coins: SpendableCoins): PlannedTransaction;
  /** Called once when the intent will not be planned again: wipe keys here. */
  settled?(): void;
}

/** The answer to a caller: its transaction is on the chain and stored. */
export interface MinedTransaction {
  readonly txid: Uint8Array;
  readonly blockHash: Uint8Array;
  readonly height: number;
  /** True when an earlier request made it, and this one changed nothing. */
  readonly isReplay?: boolean;
  /** True when the request that made it had another idempotency key than this one, or none: so it is not what this one asked for. */
  readonly isForAnotherKey?: boolean;
}
