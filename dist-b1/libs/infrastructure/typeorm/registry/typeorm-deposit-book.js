import { DepositBook, } from "../../../node-registry/index.js";
import { retryConflicts } from '../retry-conflicts.js';
import { depositLines } from './deposit-lines.js';
import { postEntry } from './post-entry.js';
const COLUMNS = 'id, txid, vout, wallet_id, amount, state, confirmations';
const ATTEMPTS = 5;
export class TypeormDepositBook extends DepositBook {
    database;
    constructor(database) {
        super();
        this.database = database;
    }
    async pinned() {
        const [row] = await this.database.query(`SELECT genesis_hash AS "genesisHash", chain, core_wallet_id AS "walletId", subversion FROM coin_pin`);
        return row;
    }
    open({ identity, cursor, totalUnits, entries, spentTxids, atMs }) {
        return this.#atomically(async (query) => {
            const at = new Date(atMs);
            const pinned = await query(`INSERT INTO coin_pin (genesis_hash, chain, core_wallet_id, subversion, deposit_cursor, pinned_at)
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (single) DO NOTHING RETURNING 1`, [identity.genesisHash, identity.chain, identity.walletId, identity.subversion, cursor, at]);
            if (pinned.length === 0)
                return;
            for (const entry of entries)
                await this.#insert(query, entry, entry.isCounted ? 'credited' : 'reversed', at);
            await query(`INSERT INTO operator_spends (txid, outflow, counted, confirmations, final, created_at)
         SELECT u.txid, 0, true, 0, true, $2 FROM unnest($1::text[]) AS u(txid) ON CONFLICT DO NOTHING`, [spentTxids, at]);
            if (totalUnits === 0n)
                return;
            const lines = [
                { account: 'external', amountUnits: -totalUnits },
                { account: 'house', amountUnits: totalUnits },
            ];
            await postEntry(query, { kind: 'open', atMs, lines });
        });
    }
    async cursor() {
        const [row] = await this.database.query('SELECT deposit_cursor FROM coin_pin');
        return row.deposit_cursor;
    }
    ingest(entries, cursor, atMs) {
        return this.#atomically(async (query) => {
            const at = new Date(atMs);
            let fresh = 0;
            for (const entry of entries) {
                const deposit = await this.#insert(query, entry, 'pending', at);
                if (!deposit)
                    continue;
                fresh++;
                const lines = depositLines(deposit, 'new', 'pending', NOTHING);
                await postEntry(query, { kind: 'deposit', depositId: deposit.id, atMs, lines });
                if (deposit.walletId !== undefined)
                    await query('INSERT INTO wallet_history (wallet_id, deposit_id) VALUES ($1, $2)', [
                        deposit.walletId,
                        deposit.id,
                    ]);
            }
            await query('UPDATE coin_pin SET deposit_cursor = $1 WHERE deposit_cursor <> $1', [cursor]);
            return fresh;
        });
    }
    async unsettled() {
        const rows = await this.database.query(`SELECT ${COLUMNS} FROM deposits WHERE NOT final ORDER BY id`);
        return rows.map(depositOf);
    }
    async move(deposit, { state, seen, final }, atMs) {
        await this.#atomically(async (query) => {
            const [locked] = await query('SELECT state FROM deposits WHERE id = $1 FOR UPDATE', [
                deposit.id,
            ]);
            if (locked?.state !== deposit.state)
                return;
            await query(`UPDATE deposits SET state = $2, confirmations = $3, block_height = $4, final = $5,
           credited_at = CASE WHEN $2 = 'credited' THEN coalesce(credited_at, $6) END WHERE id = $1`, [deposit.id, state, seen.confirmations, seen.blockHeight ?? null, final, new Date(atMs)]);
            if (state === deposit.state)
                return;
            // Credited or not, what is the house's is the house's.
            if (deposit.walletId === undefined && state !== 'reversed' && deposit.state !== 'reversed')
                return;
            const lines = depositLines(deposit, deposit.state, state, await this.#standing(query, deposit));
            await postEntry(query, { kind: `deposit_${state}`, depositId: deposit.id, atMs, lines });
        });
    }
    /** Adds the row of a deposit; `undefined` when it is known. The owner is looked up here, so an address counts from the moment it is stored. */
    async #insert(query, entry, state, at) {
        const [row] = await query(`INSERT INTO deposits (txid, vout, wallet_id, address, amount, coinbase, state, confirmations, created_at)
       VALUES ($1, $2, CASE WHEN $5 THEN NULL ELSE (SELECT wallet_id FROM wallet_addresses WHERE address = $3) END,
               $3, $4, $5, $6, $7, $8)
       ON CONFLICT (txid, vout) DO NOTHING RETURNING ${COLUMNS}`, [entry.txid, entry.vout, entry.address, entry.amountUnits, entry.coinbase, state, entry.confirmations, at]);
        return row && depositOf(row);
    }
    /** What the owner has and owes, locked in the order of the accounts. */
    async #standing(query, { walletId }) {
        if (walletId === undefined)
            return NOTHING;
        const rows = await query(`SELECT kind, balance FROM accounts WHERE wallet_id = $1 AND kind IN ('available', 'owed') ORDER BY id FOR UPDATE`, [walletId]);
        const balance = (kind) => BigInt(rows.find((row) => row.kind === kind)?.balance ?? 0);
        return { availableUnits: balance('available'), owedUnits: balance('owed') };
    }
    #atomically(work) {
        return retryConflicts(ATTEMPTS, () => this.database.transaction(work));
    }
}
const NOTHING = { availableUnits: 0n, owedUnits: 0n };
function depositOf(row) {
    return {
        id: BigInt(row.id),
        txid: row.txid,
        vout: Number(row.vout),
        walletId: row.wallet_id === null ? undefined : BigInt(row.wallet_id),
        amountUnits: BigInt(row.amount),
        state: row.state,
        confirmations: row.confirmations,
    };
}
//# sourceMappingURL=typeorm-deposit-book.js.map