import { actFor } from '@app/infrastructure/audit/record-act.js';
import { type Adoption, type Audit, type BookTotals, ReserveBook } from '@app/node-wallet';
import { In, Not } from 'typeorm';
import type { Database } from '../database.js';
import { retryConflicts } from '../retry-conflicts.js';
import { AdoptionEntity, CoinAuditEntity, FrozenPaymentEntity } from './entities/reserve.entity.js';
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
    const [audit] = await this.database.manager.find(CoinAuditEntity);
    if (!audit) return undefined;
    const { height, tipHash, atMs, coreUnits, driftUnits, frozenBy } = audit;
    const explained = await this.database.manager.find(FrozenPaymentEntity, { order: { txid: 'ASC' } });
    return { height, tipHash, atMs, coreUnits, driftUnits, frozenBy, explained };
  }

  override async record({ explained, frozenBy, ...audit }: Audit): Promise<void> {
    const explainedUnits = explained.reduce((sum, { units }) => sum + units, 0n);
    await this.database.transaction(async (_, manager) => {
      await manager.delete(FrozenPaymentEntity, { txid: Not(In(explained.map(({ txid }) => txid))) });
      const frozen = explained.map((payment) => ({ ...payment }));
      if (frozen.length > 0) await manager.upsert(FrozenPaymentEntity, frozen, ['txid']);
      // What is undefined would be left as it was.
      const row = { ...audit, frozenBy: frozenBy ?? (() => 'NULL'), explainedUnits };
      await manager.upsert(CoinAuditEntity, { single: true, ...row }, ['single']);
    });
  }

  override countAdoptions(): Promise<number> {
    return this.database.manager.count(AdoptionEntity);
  }

  override async adoption(finding: string): Promise<Adoption | undefined> {
    return (await this.database.manager.findOneBy(AdoptionEntity, { finding })) ?? undefined;
  }

  override async adopt(adoption: Adoption, restUnits: bigint): Promise<void> {
    await retryConflicts(ATTEMPTS, () =>
      this.database.transaction(async (query, manager) => {
        await actFor(query, adoption.actor);
        const row = { ...adoption, txids: [...adoption.txids], restUnits };
        const added = manager.createQueryBuilder().insert().into(AdoptionEntity).values(row).orIgnore();
        const { raw } = await added.returning('finding').execute();
        if (raw.length === 0 || restUnits === 0n) return;
        const lines = [
          { account: 'house' as const, amountUnits: restUnits },
          { account: 'external' as const, amountUnits: -restUnits },
        ];
        await postEntry(query, { kind: 'adopt', atMs: adoption.atMs, lines });
      }),
    );
  }
}
