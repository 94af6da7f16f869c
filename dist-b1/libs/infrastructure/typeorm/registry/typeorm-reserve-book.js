import { ReserveBook } from "../../../node-registry/index.js";
export class TypeormReserveBook extends ReserveBook {
    database;
    constructor(database) {
        super();
        this.database = database;
    }
    /** One statement, so that all figures are of one moment. */
    async totals() {
        const [row] = await this.database.query(`SELECT coalesce(sum(balance) FILTER (WHERE kind = 'available'), 0) AS "availableUnits",
              coalesce(sum(balance) FILTER (WHERE kind = 'pending'), 0) AS "pendingUnits",
              coalesce(sum(balance) FILTER (WHERE kind = 'reserved'), 0) AS "reservedUnits",
              coalesce(sum(balance) FILTER (WHERE kind = 'owed'), 0) AS "owedUnits",
              coalesce(sum(balance) FILTER (WHERE kind = 'house'), 0) AS "houseUnits",
              coalesce(sum(balance) FILTER (WHERE kind = 'network_fees'), 0) AS "networkFeeUnits",
              (SELECT coalesce(sum(amount + fee), 0) FROM payments WHERE conflicted AND NOT final) AS "conflictedUnits"
       FROM accounts`);
        const units = Object.entries(row).map(([name, value]) => [name, BigInt(value)]);
        return Object.fromEntries(units);
    }
    async lastAudit() {
        const [row] = await this.database.query('SELECT height, tip_hash, audited_at, core_units, drift_units, frozen_by FROM coin_audit');
        return (row && {
            height: Number(row.height),
            tipHash: row.tip_hash,
            atMs: row.audited_at.getTime(),
            coreUnits: BigInt(row.core_units),
            driftUnits: BigInt(row.drift_units),
            frozenBy: row.frozen_by ?? undefined,
        });
    }
    async record({ height, tipHash, atMs, coreUnits, driftUnits, frozenBy }) {
        await this.database.query(`INSERT INTO coin_audit (height, tip_hash, audited_at, core_units, drift_units, frozen_by)
       VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (single) DO UPDATE SET height = excluded.height, tip_hash = excluded.tip_hash,
         audited_at = excluded.audited_at, core_units = excluded.core_units, drift_units = excluded.drift_units,
         frozen_by = excluded.frozen_by`, [height, tipHash, new Date(atMs), coreUnits, driftUnits, frozenBy ?? null]);
    }
}
//# sourceMappingURL=typeorm-reserve-book.js.map