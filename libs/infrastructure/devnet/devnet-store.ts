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

/**
 * Where a transaction stands while it is in no block: `waiting` for one, `dropped` from the mempool (evicted or replaced; its
 * wallet still counts its coins as spent), or `abandoned` by its wallet, which has its coins back.
 */
export type Standing = 'waiting' | 'dropped' | 'abandoned';

export interface StandingRow {
  txid: string;
  standing: Standing;
}

/** What one act adds. Rows are only ever added, and a standing changed; blocks left behind by a reorganisation stay. */
export interface DevnetRecords {
  keys: DevnetKeyRow[];
  transactions: DevnetTransactionRow[];
  /** Those that are not `waiting`, or are again. */
  standings: StandingRow[];
  blocks: DevnetBlockRow[];
  /** The new end of the best chain, null when it does not move. */
  tipHash: string | null;
}

export const NO_RECORDS: DevnetRecords = { keys: [], transactions: [], standings: [], blocks: [], tipHash: null };

/** A request that its caller may repeat under a key of their choice. */
export interface KeyedRequest {
  /** One caller's key means nothing to another. */
  caller: string;
  /** In the form that `isIdempotencyKey` asks for. */
  key: string;
}

export interface AnsweredRequest extends KeyedRequest {
  /** Hex SHA-256 of what was asked for. */
  fingerprint: string;
  answer: string;
  atMs: number;
}

/** The key stands for another act already, so this one must not happen as well. */
export class KeyAlreadyAnswered extends Error {
  constructor() {
    super('this idempotency key has an answer already');
  }
}

/**
 * Where the devnet remembers. Made for five tables: keys, transactions, blocks, one row with the tip, and answered requests.
 * Balances, mempool and spent coins are computed from these and stored nowhere.
 */
export abstract class DevnetStore {
  /** Everything appended so far, each list in the order of appending; `tipHash` null when nothing ever was. */
  abstract load(): Promise<DevnetRecords>;

  /** What a request was answered at `sinceMs` or later. */
  abstract answerTo(request: KeyedRequest, sinceMs: number): Promise<AnsweredRequest | undefined>;

  /**
   * Adds all rows and moves the tip, or does nothing of it: once this returns, a killed process finds the rows again. A
   * row that is there already is left as it is, because the answer to an earlier append may have been lost. Forgets the
   * requests that are too old when `answered` is added.
   *
   * @param answered the request that is carried out by this
   * @throws KeyAlreadyAnswered and adds nothing, when there is another answer to that request
   */
  abstract append(records: DevnetRecords, answered?: AnsweredRequest): Promise<void>;
}
