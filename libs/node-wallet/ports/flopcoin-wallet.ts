import type { OddRow } from '../model/odd-row.js';
import type { CoinOutpoint } from './flopcoin-payments.js';

export interface TransactionDetail {
  /** `coinbase` covers what was mined, mature or not, orphaned or not. */
  category: 'send' | 'receive' | 'coinbase';
  /** null when the output pays no address (a bare script). */
  address: string | null;
  vout: number;
  /** Always positive; the category tells the direction. */
  amountUnits: bigint;
}

export interface TransactionOutput {
  vout: number;
  amountUnits: bigint;
  /** null when the output pays no address. */
  address: string | null;
}

/** A transaction that touches the wallet. */
export interface WalletTransaction {
  txid: string;
  /**
   * Depth on the best chain, 0 when not in a block. **Negative: a conflicting transaction is in a block of that depth**,
   * which makes this one dead once the depth is final.
   */
  confirmations: number;
  /** null until it is in a block of the best chain; so is `height`. */
  blockHash: string | null;
  height: number | null;
  /** What the wallet paid the network, positive; null unless it is the wallet's own spend. */
  feeUnits: bigint | null;
  /** Other transactions *of this wallet* that spend one of the same inputs. Empty proves nothing: see {@link FlopcoinWallet.spenderOf}. */
  walletConflicts: string[];
  /** Empty when a deposit has been double-spent; change is never listed. */
  details: TransactionDetail[];
  /** Coins spent by it, ours or not. */
  inputs: CoinOutpoint[];
  /** All that it pays, to anybody, as its bytes say. */
  outputs: TransactionOutput[];
  /**
   * What its outputs bring the wallet, change and outputs without an address included, and what its inputs take from it: by
   * the wallet's own reckoning, whatever became of it and whatever is listed in `details`.
   */
  creditUnits: bigint;
  debitUnits: bigint;
  /** The operator gave it up, so its coins are free again; null where that cannot be told (no `send` among the details). */
  abandoned: boolean | null;
  hex: string;
}

/** One output that pays the wallet. Identity for an idempotent ingest: (`txid`, `vout`). */
export interface ReceivedEntry {
  txid: string;
  vout: number;
  /** null when it pays keys of the wallet openly, without an address. */
  address: string | null;
  amountUnits: bigint;
  confirmations: number;
  blockHash: string | null;
  /** Freshly mined money: never a deposit of a node. */
  coinbase: boolean;
}

/** Where a listed transaction stood at the moment of the page. */
export interface Sighting {
  /** As {@link WalletTransaction.confirmations}. */
  confirmations: number;
  /** null outside the best chain. */
  height: number | null;
}

export interface ReceivedPage {
  /** In the order of the daemon; entries come again on later calls, and one that was double-spent silently stops coming. */
  entries: ReceivedEntry[];
  /** Transactions of the same span by which the wallet paid, for any caller; each once. */
  spentTxids: string[];
  /** Every transaction that the page tells of, by txid. What pays nothing but change is not among them. */
  sightings: ReadonlyMap<string, Sighting>;
  /** What was set aside: the rest of the page says nothing of it. */
  oddRows?: OddRow[];
  /** Store it and pass it to the next call. A tip that is later reorganised away is still a good cursor. */
  cursor: string;
}

/** The whole wallet as of one block. Their sum is all that Core holds for the registry. */
export interface WalletTotals {
  height: number;
  tipHash: string;
  /** Confirmed, and the change of our own payments in the mempool. */
  trustedUnits: bigint;
  /** Deposits seen in the mempool. */
  unconfirmedUnits: bigint;
  /** Mined and not old enough to be spent. */
  immatureUnits: bigint;
}

/** Core's one pooled wallet: what it holds and what it has seen. Errors as told at FlopcoinNode. */
export abstract class FlopcoinWallet {
  /**
   * A fresh receiving address. Not idempotent: after CoreTimeout an unknown address may exist, which does no harm.
   * @param label a hint for audits, such as the node's id; Core keeps it beside the key
   * @throws KeypoolEmpty
   */
  abstract newAddress(label: string): Promise<string>;

  /** Whether money can be sent there on the daemon's own network. Any text may be asked. */
  abstract validateAddress(text: string): Promise<{ valid: boolean }>;

  /**
   * null when the wallet does not know it. The one trustworthy answer about the fate of a payment or a deposit.
   * CoreAnswerMalformed and CoreRefused may concern this transaction alone.
   */
  abstract transaction(txid: string): Promise<WalletTransaction | null>;

  /**
   * Outputs to the wallet's addresses that are unconfirmed or in blocks after the one of `cursor`; null asks for all of
   * history, and an unknown cursor may be answered with all of it too. Deposits already seen must be followed with
   * {@link transaction}: this list forgets them when they are double-spent.
   */
  abstract receivedSince(cursor: string | null): Promise<ReceivedPage>;

  /** The transactions whose outputs the wallet holds now, locked ones included, each once; also those that no list tells of. */
  abstract holdings(): Promise<string[]>;

  /** Taken at one height: the tip did not move between the reading of the parts. */
  abstract totals(): Promise<WalletTotals>;

  /**
   * Which transaction spends a coin *of this wallet*, for the proof that a payment built on it is dead. null when the
   * coin is unspent as far as the wallet knows; a spend that pays nothing but change escapes it.
   * @param sinceBlock how far back to look: the tip when the coin was chosen; null looks through all of history
   */
  abstract spenderOf(
    outpoint: CoinOutpoint,
    sinceBlock: string | null,
  ): Promise<{ txid: string; confirmations: number } | null>;
}
