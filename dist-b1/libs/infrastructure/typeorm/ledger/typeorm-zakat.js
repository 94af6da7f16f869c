import { randomUUID } from 'node:crypto';
import { fromHex, toHex } from "../../../chain/index.js";
import { ZakatRecords, ZakatRuns } from "../../../zakat/index.js";
export class TypeormZakatRuns extends ZakatRuns {
    database;
    constructor(database) {
        super();
        this.database = database;
    }
    async unfinished() {
        const [row] = await this.database.query('SELECT id, pool_address FROM zakat_runs WHERE completed_at IS NULL');
        return row && { id: row.id, poolAddress: toHex(row.pool_address) };
    }
    async begin(poolAddress) {
        const id = randomUUID();
        await this.database.query('INSERT INTO zakat_runs (id, pool_address) VALUES ($1, $2)', [
            id,
            fromHex(poolAddress, 32),
        ]);
        return { id, poolAddress };
    }
    async totals(runId) {
        const [row] = await this.database.query(`SELECT count(*) AS processed, coalesce(sum(amount), 0) AS total,
              (SELECT coalesce(array_agg(hash ORDER BY height), '{}') FROM blocks
               WHERE height IN (SELECT height FROM zakat_records WHERE run_id = $1)) AS hashes
       FROM zakat_records WHERE run_id = $1`, [runId]);
        return { processed: Number(row.processed), totalUnits: BigInt(row.total), blockHashes: row.hashes.map(toHex) };
    }
    async charged(runId, addresses) {
        const rows = await this.database.query('SELECT wallet_address FROM zakat_records WHERE run_id = $1 AND wallet_address = ANY ($2::bytea[])', [runId, addresses.map((address) => fromHex(address, 32))]);
        return new Set(rows.map((row) => toHex(row.wallet_address)));
    }
    async complete(runId) {
        await this.database.query('UPDATE zakat_runs SET completed_at = now() WHERE id = $1', [runId]);
    }
}
export class TypeormZakatRecords extends ZakatRecords {
    database;
    constructor(database) {
        super();
        this.database = database;
    }
    async ofWallet(address) {
        const rows = await this.database.query(`SELECT z.id, z.user_id, z.amount, b.hash, z.created_at FROM zakat_records z JOIN blocks b ON b.height = z.height
       WHERE z.wallet_address = $1 ORDER BY z.transaction_key`, [fromHex(address, 32)]);
        return rows.map((row) => ({
            id: row.id,
            userId: row.user_id,
            walletAddress: address,
            amountUnits: BigInt(row.amount),
            blockHash: toHex(row.hash),
            createdAtMs: row.created_at.getTime(),
        }));
    }
}
//# sourceMappingURL=typeorm-zakat.js.map