/** Whose wallet a key belongs to: Core's in the registry's eyes, or everybody else's. */
export type DevnetOwner = 'registry' | 'outside';

export interface DevnetKeyRow {
  /** Base58check; unique. */
  address: string;
  privateKeyHex: string;
  owner: DevnetOwner;
  /** Money on a `change` address is never listed as received. */
  purpose: 'receive' | 'change';
  label: string;
}

export interface DevnetTransactionRow {
  /** Unique. */
  txid: string;
  hex: string;
}

export interface DevnetBlockRow {
  /** Unique; the hash of the header that the other fields spell. */
  hash: string;
  height: number;
  previousHash: string;
  timeSeconds: number;
  /** The coinbase first. */
  transactionIds: string[];
}

/** What one act adds. Rows are only ever added; blocks left behind by a reorganisation stay. */
export interface DevnetRecords {
  keys: DevnetKeyRow[];
  transactions: DevnetTransactionRow[];
  blocks: DevnetBlockRow[];
  /** The new end of the best chain, null when it does not move. */
  tipHash: string | null;
}

export const NO_RECORDS: DevnetRecords = { keys: [], transactions: [], blocks: [], tipHash: null };

/**
 * Where the devnet remembers. Made for four tables: keys, transactions, blocks, and one row with the tip. Balances,
 * mempool and spent coins are computed from these and stored nowhere.
 */
export abstract class DevnetStore {
  /** Everything appended so far, each list in the order of appending; `tipHash` null when nothing ever was. */
  abstract load(): Promise<DevnetRecords>;

  /**
   * Adds all rows and moves the tip, or does nothing of it: once this returns, a killed process finds the rows again. A
   * row that is there already is left as it is, because the answer to an earlier append may have been lost.
   */
  abstract append(records: DevnetRecords): Promise<void>;
}
