import { OperatorSpends } from "../../../node-registry/index.js";
import { retryConflicts } from '../retry-conflicts.js';
import { postEntry } from './post-entry.js';
const ATTEMPTS = 5;
export class TypeormOperatorSpends extends OperatorSpends {
    database;
    constructor(database) {
        super();
        this.database = database;
    }
    async unknown(txids) {
        if (txids.length === 0)
            return [];
        const rows = await this.database.query(`SELECT DISTINCT u.txid FROM unnest($1::text[]) AS u(txid)
       WHERE NOT EXISTS (SELECT FROM payments p WHERE p.txid = u.txid)
         AND NOT EXISTS (SELECT FROM operator_spends s WHERE s.txid = u.txid)`, [txids]);
        return rows.map(({ txid }) => txid);
    }
    book({ txid, outflowUnits, counted, confirmations }, atMs) {
        return this.#atomically(async (query) => {
            const fresh = await query(`INSERT INTO operator_spends (txid, outflow, counted, confirmations, created_at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (txid) DO NOTHING RETURNING 1`, [txid, outflowUnits, counted, confirmations, new Date(atMs)]);
            if (fresh.length > 0 && counted)
                await post(query, 'operator_spend', -outflowUnits, atMs);
        });
    }
    async unsettled() {
        const rows = await this.database.query('SELECT txid, outflow, counted, confirmations FROM operator_spends WHERE NOT final ORDER BY created_at, txid');
        return rows.map(({ outflow, ...row }) => ({ ...row, outflowUnits: BigInt(outflow) }));
    }
    move({ txid, outflowUnits, counted: was }, { counted, confirmations, final }, atMs) {
        return this.#atomically(async (query) => {
            const moved = await query(`UPDATE operator_spends SET counted = $3, confirmations = $4, final = $5 WHERE txid = $1 AND counted = $2
         RETURNING 1`, [txid, was, counted, confirmations, final]);
            if (moved.length === 0 || counted === was)
                return;
            if (counted)
                await post(query, 'operator_spend', -outflowUnits, atMs);
            else
                await post(query, 'operator_spend_undone', outflowUnits, atMs);
        });
    }
    #atomically(work) {
        return retryConflicts(ATTEMPTS, () => this.database.transaction(work));
    }
}
async function post(query, kind, houseUnits, atMs) {
    if (houseUnits === 0n)
        return;
    const lines = [
        { account: 'house', amountUnits: houseUnits },
        { account: 'external', amountUnits: -houseUnits },
    ];
    await postEntry(query, { kind, atMs, lines });
}
//# sourceMappingURL=typeorm-operator-spends.js.map