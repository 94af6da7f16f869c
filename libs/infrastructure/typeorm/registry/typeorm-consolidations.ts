import type { SqlQuery } from '@app/infrastructure/sql/sql-query.js';
import { type Consolidation, Consolidations, type SignedPayment } from '@app/node-wallet';
import { type EntityManager, In } from 'typeorm';
import type { Database } from '../database.js';
import { retryConflicts } from '../retry-conflicts.js';
import { ConsolidationEntity, PaymentInputEntity } from './entities/payment-input.entity.js';
import { postEntry } from './post-entry.js';

const ATTEMPTS = 5;

export class TypeormConsolidations extends Consolidations {
  constructor(private readonly database: Database) {
    super();
  }

  override sign({ txid, hex, feeUnits, inputs }: SignedPayment, atMs: number): Promise<void> {
    return this.atomically(async (_, manager) => {
      await manager.insert(ConsolidationEntity, { txid, hex, feeUnits, state: 'signed', createdAtMs: atMs });
      await manager.insert(
        PaymentInputEntity,
        inputs.map((input) => ({ ...input, consolidationTxid: txid })),
      );
    });
  }

  override async open(): Promise<Consolidation[]> {
    const rows = await this.database.manager.find(ConsolidationEntity, {
      where: { state: In(['signed', 'broadcast']) },
      relations: { inputs: true },
      order: { createdAtMs: 'ASC', txid: 'ASC' },
    });
    return rows.map(({ txid, hex, feeUnits, state, inputs }) => ({
      txid,
      hex,
      feeUnits,
      state,
      inputs: inputs.map((input) => ({ txid: input.txid, vout: input.vout })),
    }));
  }

  /** In SQL: TypeORM adds up in doubles. */
  override async feesSince(sinceMs: number): Promise<bigint> {
    const [row] = await this.database.query<{ units: string }>(
      `SELECT coalesce(sum(fee), 0) AS units FROM consolidations WHERE state <> 'dead' AND created_at > $1`,
      [new Date(sinceMs)],
    );
    return BigInt(row!.units);
  }

  override bookOut(txid: string, atMs: number): Promise<void> {
    return this.atomically(async (query) => {
      const [moved] = await query<{ fee: string }>(
        `UPDATE consolidations SET state = 'broadcast' WHERE txid = $1 AND state = 'signed' RETURNING fee`,
        [txid],
      );
      if (!moved) return;
      const feeUnits = BigInt(moved.fee);
      const fresh = await query(
        `INSERT INTO operator_spends (txid, outflow, counted, confirmations, created_at) VALUES ($1, $2, true, 0, $3)
         ON CONFLICT (txid) DO NOTHING RETURNING 1`,
        [txid, feeUnits, new Date(atMs)],
      );
      // Known already where the reading of the wallet was faster.
      if (fresh.length === 0) return;
      const lines = [
        { account: 'house' as const, amountUnits: -feeUnits },
        { account: 'external' as const, amountUnits: feeUnits },
      ];
      await postEntry(query, { kind: 'consolidation', atMs, lines });
    });
  }

  override close(txid: string, state: 'final' | 'dead'): Promise<void> {
    return this.atomically(async (_, manager) => {
      await manager.update(ConsolidationEntity, { txid, state: In(['signed', 'broadcast']) }, { state });
      if (state === 'dead') await manager.delete(PaymentInputEntity, { consolidationTxid: txid });
    });
  }

  private atomically<T>(work: (query: SqlQuery, manager: EntityManager) => Promise<T>): Promise<T> {
    return retryConflicts(ATTEMPTS, () => this.database.transaction(work));
  }
}
