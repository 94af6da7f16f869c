import type { SqlQuery } from '@app/infrastructure/sql/sql-query.js';
import {
  type CoinIdentity,
  type Deposit,
  DepositBook,
  type DepositMove,
  type DepositSighting,
  type FoundEntry,
  type OpeningBalance,
  type ReceivedEntry,
} from '@app/node-wallet';
import type { Database } from '../database.js';
import { retryConflicts } from '../retry-conflicts.js';
import { bookDeposits, DEPOSIT_COLUMNS, type DepositRow, depositOf, insertDeposits } from './deposit-rows.js';
import { moveDeposits } from './move-deposits.js';
import { postEntry } from './post-entry.js';

const ATTEMPTS = 5;
/** Deposits of one transaction, so that none of thousands holds the accounts for long. */
const BATCH = 200;

/** In SQL: thousands of deposits are found, moved and posted as sets, in a few statements. */
export class SqlDepositBook extends DepositBook {
  constructor(private readonly database: Database) {
    super();
  }

  override async pinned(): Promise<CoinIdentity | undefined> {
    const [row] = await this.database.query<CoinIdentity>(
      `SELECT genesis_hash AS "genesisHash", chain, core_wallet_id AS "walletId", subversion FROM coin_pin`,
    );
    return row;
  }

  override open({ identity, cursor, totalUnits, entries, spentTxids, holdings, atMs }: OpeningBalance): Promise<void> {
    return this.atomically(async (query) => {
      const at = new Date(atMs);
      const pinned = await query(
        `INSERT INTO coin_pin (genesis_hash, chain, core_wallet_id, subversion, deposit_cursor, pinned_at, holdings_noted)
         VALUES ($1, $2, $3, $4, $5, $6, true) ON CONFLICT (single) DO NOTHING RETURNING 1`,
        [identity.genesisHash, identity.chain, identity.walletId, identity.subversion, cursor, at],
      );
      if (pinned.length === 0) return;
      for (const batch of batches(entries)) await insertDeposits(query, batch.map(openingDeposit), at);
      await query(
        `INSERT INTO operator_spends (txid, outflow, counted, confirmations, final, created_at)
         SELECT DISTINCT u.txid, 0, true, 0, true, $2::timestamptz FROM unnest($1::text[]) AS u(txid) ON CONFLICT DO NOTHING`,
        [[...spentTxids, ...holdings], at],
      );
      if (totalUnits === 0n) return;
      const lines = [
        { account: 'external' as const, amountUnits: -totalUnits },
        { account: 'house' as const, amountUnits: totalUnits },
      ];
      await postEntry(query, { kind: 'open', atMs, lines });
    });
  }

  override async noteHoldings(holdings: () => Promise<readonly string[]>, atMs: number): Promise<void> {
    const [unnoted] = await this.database.query(
      `SELECT 1 FROM coin_pin WHERE NOT holdings_noted
         AND NOT EXISTS (SELECT FROM coin_audit WHERE frozen_by = 'drift')`,
    );
    if (!unnoted) return;
    const txids = await holdings();
    await this.atomically(async (query) => {
      await query(
        `INSERT INTO operator_spends (txid, outflow, counted, confirmations, final, created_at)
         SELECT u.txid, 0, true, 0, true, $2::timestamptz FROM unnest($1::text[]) AS u(txid)
         WHERE NOT EXISTS (SELECT FROM deposits d WHERE d.txid = u.txid)
           AND NOT EXISTS (SELECT FROM payments p WHERE p.txid = u.txid) ON CONFLICT DO NOTHING`,
        [txids, new Date(atMs)],
      );
      await query('UPDATE coin_pin SET holdings_noted = true');
    });
  }

  override async cursor(): Promise<string> {
    const [row] = await this.database.query<{ deposit_cursor: string }>('SELECT deposit_cursor FROM coin_pin');
    return row!.deposit_cursor;
  }

  override async ingest(
    entries: readonly ReceivedEntry[],
    ownTxids: readonly string[],
    cursor: string,
    atMs: number,
  ): Promise<number> {
    const operators = await operatorsOwn(this.database.query, ownTxids);
    const comers = (await unknownEntries(this.database.query, entries)).filter(({ txid }) => !operators.has(txid));
    let fresh = 0;
    for (const batch of batches(comers)) fresh += await this.atomically((query) => bookDeposits(query, batch, atMs));
    await this.database.query('UPDATE coin_pin SET deposit_cursor = $1 WHERE deposit_cursor <> $1', [cursor]);
    return fresh;
  }

  override async unsettled(): Promise<Deposit[]> {
    const rows = await this.database.query<DepositRow>(
      `SELECT ${DEPOSIT_COLUMNS} FROM deposits WHERE NOT final ORDER BY id`,
    );
    return rows.map(depositOf);
  }

  override async place(
    deposits: readonly { deposit: Deposit; seen: DepositSighting; final: boolean }[],
  ): Promise<void> {
    await this.database.query(
      `UPDATE deposits d SET confirmations = u.confirmations, block_height = u.height, final = u.final
       FROM unnest($1::bigint[], $2::text[], $3::int[], $4::bigint[], $5::boolean[]) AS u(id, state, confirmations, height, final)
       WHERE d.id = u.id AND d.state = u.state`,
      [
        deposits.map(({ deposit }) => deposit.id),
        deposits.map(({ deposit }) => deposit.state),
        deposits.map(({ seen }) => seen.confirmations),
        deposits.map(({ seen }) => seen.blockHeight ?? null),
        deposits.map(({ final }) => final),
      ],
    );
  }

  override async move(moves: readonly DepositMove[], atMs: number): Promise<void> {
    for (const batch of batches(moves)) await this.atomically((query) => moveDeposits(query, batch, atMs));
  }

  private atomically<T>(work: (query: SqlQuery) => Promise<T>): Promise<T> {
    return retryConflicts(ATTEMPTS, () => this.database.transaction(work));
  }
}

function* batches<T>(all: readonly T[]): Generator<T[]> {
  for (let first = 0; first < all.length; first += BATCH) yield all.slice(first, first + BATCH);
}

function openingDeposit(entry: FoundEntry) {
  return { ...entry, state: entry.isCounted ? ('credited' as const) : ('reversed' as const) };
}

/** Those by which the wallet paid and that are no payments of nodes. */
async function operatorsOwn(query: SqlQuery, txids: readonly string[]): Promise<Set<string>> {
  if (txids.length === 0) return new Set();
  const rows = await query<{ txid: string }>(
    `SELECT u.txid FROM unnest($1::text[]) AS u(txid)
     WHERE NOT EXISTS (SELECT FROM payments p WHERE p.txid = u.txid AND p.state <> 'failed')`,
    [txids],
  );
  return new Set(rows.map(({ txid }) => txid));
}

/**
 * Most of a page is known already, and is told from the rest in one statement. The house's part of a transaction that the
 * books have an account of as a whole is in it.
 */
async function unknownEntries(query: SqlQuery, entries: readonly ReceivedEntry[]): Promise<ReceivedEntry[]> {
  if (entries.length === 0) return [];
  const known = await query<{ txid: string; vout: string }>(
    `SELECT u.txid, u.vout FROM unnest($1::text[], $2::bigint[], $3::text[], $4::boolean[]) AS u(txid, vout, address, coinbase)
     WHERE EXISTS (SELECT FROM deposits d WHERE d.txid = u.txid AND d.vout = u.vout)
        OR (EXISTS (SELECT FROM operator_spends s WHERE s.txid = u.txid)
            AND (u.coinbase OR NOT EXISTS (SELECT FROM wallet_addresses a WHERE a.address = u.address)))`,
    [
      entries.map(({ txid }) => txid),
      entries.map(({ vout }) => vout),
      entries.map(({ address }) => address ?? ''),
      entries.map(({ coinbase }) => coinbase),
    ],
  );
  const keys = new Set(known.map(({ txid, vout }) => `${txid}:${vout}`));
  return entries.filter(({ txid, vout }) => !keys.has(`${txid}:${vout}`));
}
