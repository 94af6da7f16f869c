import { actFor } from '@app/infrastructure/audit/record-act.js';
import {
  type Adoption,
  type Audit,
  type BookTotals,
  type ExplainedPayment,
  type FreezeReason,
  ReserveBook,
} from '@app/node-wallet';
import type { Database } from '../database.js';
import { retryConflicts } from '../retry-conflicts.js';
import { postEntry } from './post-entry.js';

const ATTEMPTS = 5;

export class TypeormReserveBook extends ReserveBook {
  constructor(private readonly database: Database) {
    super();
  }

  /** One statement, so that all figures are of one moment. */
  override async totals(): Promise<BookTotals> {
    const [row] = await this.database.query<Record<keyof BookTotals, string>>(
      `SELECT coalesce(sum(balance) FILTER (WHERE kind = 'available'), 0) AS "availableUnits",
              coalesce(sum(balance) FILTER (WHERE kind = 'pending'), 0) AS "pendingUnits",
              coalesce(sum(balance) FILTER (WHERE kind = 'reserved'), 0) AS "reservedUnits",
              coalesce(sum(balance) FILTER (WHERE kind = 'owed'), 0) AS "owedUnits",
              coalesce(sum(balance) FILTER (WHERE kind = 'house'), 0) AS "houseUnits",
              coalesce(sum(balance) FILTER (WHERE kind = 'network_fees'), 0) AS "networkFeeUnits",
              (SELECT coalesce(sum(amount + fee), 0) FROM payments WHERE conflicted AND NOT final) AS "conflictedUnits",
              (SELECT coalesce(sum(least(c.units, -a.balance)), 0) FROM accounts a
               JOIN (SELECT wallet_id, sum(amount + fee) AS units FROM payments WHERE conflicted AND NOT final GROUP BY wallet_id) c
                 ON c.wallet_id = a.wallet_id WHERE a.kind = 'owed') AS "returningUnits"
       FROM accounts`,
    );
    const units = Object.entries(row!).map(([name, value]) => [name, BigInt(value)]);
    return Object.fromEntries(units) as unknown as BookTotals;
  }

  override async lastAudit(): Promise<Audit | undefined> {
    const [row] = await this.database.query<{
      height: string;
      tip_hash: string;
      audited_at: Date;
      core_units: string;
      drift_units: string;
      frozen_by: FreezeReason | null;
    }>('SELECT height, tip_hash, audited_at, core_units, drift_units, frozen_by FROM coin_audit');
    return (
      row && {
        explained: await this.#explained(),
        height: Number(row.height),
        tipHash: row.tip_hash,
        atMs: row.audited_at.getTime(),
        coreUnits: BigInt(row.core_units),
        driftUnits: BigInt(row.drift_units),
        frozenBy: row.frozen_by ?? undefined,
      }
    );
  }

  override async record({ height, tipHash, atMs, coreUnits, driftUnits, frozenBy, explained }: Audit): Promise<void> {
    const explainedUnits = explained.reduce((sum, { units }) => sum + units, 0n);
    await this.database.transaction(async (query) => {
      await query('DELETE FROM frozen_payments WHERE txid <> ALL ($1::text[])', [explained.map(({ txid }) => txid)]);
      for (const { txid, walletId, units } of explained)
        await query(
          `INSERT INTO frozen_payments (txid, wallet_id, units) VALUES ($1, $2, $3)
           ON CONFLICT (txid) DO UPDATE SET units = excluded.units`,
          [txid, walletId, units],
        );
      await query(
        `INSERT INTO coin_audit (height, tip_hash, audited_at, core_units, drift_units, frozen_by, explained_units)
       VALUES ($1, $2, $3, $4, $5, $6, $7)
       ON CONFLICT (single) DO UPDATE SET height = excluded.height, tip_hash = excluded.tip_hash,
         audited_at = excluded.audited_at, core_units = excluded.core_units, drift_units = excluded.drift_units,
         frozen_by = excluded.frozen_by, explained_units = excluded.explained_units`,
        [height, tipHash, new Date(atMs), coreUnits, driftUnits, frozenBy ?? null, explainedUnits],
      );
    });
  }

  override async countAdoptions(): Promise<number> {
    const [row] = await this.database.query<{ adoptions: string }>('SELECT count(*) AS adoptions FROM adoptions');
    return Number(row!.adoptions);
  }

  override async adoption(finding: string): Promise<Adoption | undefined> {
    const [row] = await this.database.query<{
      drift_units: string;
      txids: string[];
      reason: string;
      actor: string;
      adopted_at: Date;
    }>('SELECT drift_units, txids, reason, actor, adopted_at FROM adoptions WHERE finding = $1', [finding]);
    if (!row) return undefined;
    const { txids, reason, actor } = row;
    return { finding, driftUnits: BigInt(row.drift_units), txids, reason, actor, atMs: row.adopted_at.getTime() };
  }

  override async adopt(
    { finding, driftUnits, txids, reason, actor, atMs }: Adoption,
    restUnits: bigint,
  ): Promise<void> {
    await retryConflicts(ATTEMPTS, () =>
      this.database.transaction(async (query) => {
        await actFor(query, actor);
        const added = await query(
          `INSERT INTO adoptions (finding, drift_units, rest_units, txids, reason, actor, adopted_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (finding) DO NOTHING RETURNING 1`,
          [finding, driftUnits, restUnits, txids, reason, actor, new Date(atMs)],
        );
        if (added.length === 0 || restUnits === 0n) return;
        const lines = [
          { account: 'house' as const, amountUnits: restUnits },
          { account: 'external' as const, amountUnits: -restUnits },
        ];
        await postEntry(query, { kind: 'adopt', atMs, lines });
      }),
    );
  }

  async #explained(): Promise<ExplainedPayment[]> {
    const rows = await this.database.query<{ txid: string; wallet_id: string; units: string }>(
      'SELECT txid, wallet_id, units FROM frozen_payments ORDER BY txid',
    );
    return rows.map((row) => ({ txid: row.txid, walletId: BigInt(row.wallet_id), units: BigInt(row.units) }));
  }
}
