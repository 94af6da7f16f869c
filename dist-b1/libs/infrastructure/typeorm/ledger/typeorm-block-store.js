import { AppendUncertain, BlockStore, DamagedStore, decodeTransaction, ForkedChain, MalformedTransaction, outpointKey, } from "../../../chain/index.js";
import { ConstraintViolated, DatabaseUnavailable } from '../database.errors.js';
import { appendParameters } from './append-parameters.js';
/** SQLSTATE that append_block raises when the block does not follow the stored tip. */
const DOES_NOT_FOLLOW = 'MZ001';
/** Selects what {@link placedTransaction} reads; `t` is transactions, `b` its block. */
export const PLACED_COLUMNS = 't.key, t.bytes, t.height, b.hash AS block_hash, t.key - b.first_transaction AS position';
export function placedTransaction(row) {
    return {
        key: Number(row.key),
        bytes: row.bytes,
        height: Number(row.height),
        blockHash: row.block_hash,
        position: Number(row.position),
    };
}
/** The chain in PostgreSQL or PGlite. */
export class TypeormBlockStore extends BlockStore {
    database;
    constructor(database) {
        super();
        this.database = database;
    }
    async append(block, effects) {
        try {
            await this.callAppend(block, effects);
        }
        catch (error) {
            if (!lostRace(error))
                throw appendFailure(error);
            // The other append is committed by now. It may be our own first attempt, whose answer was lost: look again.
            await this.callAppend(block, effects).catch((second) => {
                throw lostRace(second)
                    ? new ForkedChain('another block was stored first', { cause: second })
                    : appendFailure(second);
            });
        }
    }
    async callAppend(block, effects) {
        const parameters = appendParameters(block, effects);
        const places = parameters.map((_, at) => `$${at + 1}`).join(', ');
        await this.database.query(`SELECT append_block(${places})`, parameters);
    }
    async tip() {
        const [row] = await this.database.query(`SELECT *, first_transaction + transaction_count AS next_transaction, first_output + output_count AS next_output
       FROM blocks ORDER BY height DESC LIMIT 1`);
        return (row && {
            header: headerOf(row),
            hash: row.hash,
            supply: BigInt(row.supply),
            unspentCount: Number(row.unspent_count),
            utxoDigest: row.utxo_digest,
            nextTransactionKey: Number(row.next_transaction),
            nextOutputKey: Number(row.next_output),
        });
    }
    async blockAt(height) {
        const [row] = await this.database.query(`SELECT b.*, (SELECT array_agg(t.bytes ORDER BY t.key) FROM transactions t WHERE t.key >= b.first_transaction
                      AND t.key < b.first_transaction + b.transaction_count) AS transactions
       FROM blocks b WHERE b.height = $1`, [height]);
        if (!row)
            return undefined;
        if (!row.transactions)
            throw new DamagedStore(`block ${height} has lost its transactions`);
        try {
            return { header: headerOf(row), hash: row.hash, transactions: row.transactions.map(decodeTransaction) };
        }
        catch (error) {
            if (!(error instanceof MalformedTransaction))
                throw error;
            throw new DamagedStore(`block ${height} holds bytes that are no transaction: ${error.message}`, { cause: error });
        }
    }
    async heightOf(hash) {
        const [row] = await this.database.query('SELECT height FROM blocks WHERE hash = $1', [hash]);
        return row && Number(row.height);
    }
    async transaction(txid) {
        const [row] = await this.database.query(`SELECT ${PLACED_COLUMNS} FROM transactions t JOIN blocks b ON b.height = t.height WHERE t.txid = $1`, [txid]);
        return row && placedTransaction(row);
    }
    async summaries(fromHeight, limit, order) {
        const rows = await this.database.query(order === 'asc'
            ? 'SELECT * FROM blocks WHERE height >= $1 ORDER BY height LIMIT $2'
            : 'SELECT * FROM blocks WHERE height <= $1 ORDER BY height DESC LIMIT $2', [fromHeight, limit]);
        return rows.map((row) => ({
            height: Number(row.height),
            timestamp: Number(row.timestamp),
            hash: row.hash,
            prevHash: row.prev_hash,
            transactionCount: row.transaction_count,
        }));
    }
    /** One statement, so that a block which another process appends meanwhile is seen whole or not at all. */
    async hasLooseEnd() {
        const [row] = await this.database.query(`SELECT coalesce((SELECT max(key) FROM transactions) >= coalesce(first_transaction + transaction_count, 0)
                    OR (SELECT max(key) FROM outputs) >= coalesce(first_output + output_count, 0), false) AS loose
       FROM (SELECT) AS always LEFT JOIN (SELECT * FROM blocks ORDER BY height DESC LIMIT 1) AS tip ON true`);
        return row.loose;
    }
    async spentBy(fromHeight, toHeight) {
        const spent = new Map();
        // Block by block: a run of full blocks may spend a million outputs, which no single answer should hold.
        for (let height = fromHeight; height <= toHeight; height++) {
            const inputs = ((await this.blockAt(height))?.transactions ?? [])
                .flatMap((transaction) => transaction.inputs)
                .filter(({ vout }) => vout >= 0);
            if (inputs.length === 0)
                continue;
            const rows = await this.database.query(`SELECT t.txid, o.vout, o.value, a.hash
         FROM unnest($1::bytea[], $2::int[]) AS u(txid, vout)
         JOIN transactions t ON t.txid = u.txid JOIN outputs o ON o.key = t.first_output + u.vout AND o.transaction_key = t.key
         JOIN spends s ON s.output_key = o.key JOIN addresses a ON a.id = o.address`, [inputs.map(({ txid }) => txid), inputs.map(({ vout }) => vout)]);
            for (const row of rows)
                spent.set(outpointKey(row), { value: BigInt(row.value), pubKeyHash: row.hash });
        }
        return spent;
    }
}
function headerOf(row) {
    return {
        height: Number(row.height),
        prevHash: row.prev_hash,
        merkleRoot: row.merkle_root,
        timestamp: Number(row.timestamp),
        bits: row.bits,
        nonce: Number(row.nonce),
    };
}
/** Two appends at once: one of them waits for the other, and then meets its height or parent. */
function lostRace(error) {
    return error instanceof ConstraintViolated && error.sqlState === '23505' && error.constraint.startsWith('blocks_');
}
/** What a failed append means to the chain; what means nothing to it keeps its own words. */
function appendFailure(error) {
    if (error.code === DOES_NOT_FOLLOW) {
        return new ForkedChain('the block does not follow the stored tip', { cause: error });
    }
    if (error instanceof DatabaseUnavailable && error.ambiguous) {
        return new AppendUncertain('the database did not say whether the block is stored', { cause: error });
    }
    return error;
}
//# sourceMappingURL=typeorm-block-store.js.map