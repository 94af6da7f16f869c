import { InsufficientBalance, PAYMENT_STATES, PaymentOutbox, } from "../../../node-registry/index.js";
import { ConstraintViolated } from '../database.errors.js';
import { retryConflicts } from '../retry-conflicts.js';
import { PAYMENT_COLUMNS, paymentOf } from './payment-rows.js';
import { postEntry } from './post-entry.js';
import { paymentOfKey, reservePayment } from './reserve-payment.js';
const ATTEMPTS = 5;
export class TypeormPaymentOutbox extends PaymentOutbox {
    database;
    constructor(database) {
        super();
        this.database = database;
    }
    async reserve(reservation) {
        try {
            return await this.#atomically((query) => reservePayment(query, reservation));
        }
        catch (cause) {
            if (cause instanceof ConstraintViolated && cause.constraint === 'accounts_balance')
                throw new InsufficientBalance({ cause });
            throw cause;
        }
    }
    async findByKey(nodeId, key) {
        const [wallet] = await this.database.query('SELECT id FROM wallets WHERE node_id = $1', [nodeId]);
        return wallet && paymentOfKey(this.database.query, BigInt(wallet.id), key);
    }
    async find(id) {
        const [row] = await this.database.query(`SELECT ${PAYMENT_COLUMNS} FROM payments p WHERE p.id = $1`, [
            id,
        ]);
        return row && paymentOf(row);
    }
    async open(states) {
        const rows = await this.database.query(`SELECT ${PAYMENT_COLUMNS} FROM payments p WHERE NOT p.final AND p.state = ANY ($1::text[]) ORDER BY p.id`, [states]);
        return rows.map(paymentOf);
    }
    async heldInputs() {
        const rows = await this.database.query(`SELECT i.txid, i.vout FROM payment_inputs i JOIN payments p ON p.id = i.payment_id WHERE NOT p.final`);
        return rows.map(({ txid, vout }) => ({ txid, vout: Number(vout) }));
    }
    sign(id, signed, builtOn, atMs) {
        return this.#step(id, ['created'], async (query, payment) => {
            await query(`UPDATE payments SET state = 'signed', txid = $2, hex = $3, fee = $4, built_on = $5 WHERE id = $1`, [
                id,
                signed.txid,
                signed.hex,
                signed.feeUnits,
                builtOn,
            ]);
            await query('INSERT INTO payment_inputs (payment_id, txid, vout) SELECT $1, * FROM unnest($2::text[], $3::bigint[])', [id, signed.inputs.map(({ txid }) => txid), signed.inputs.map(({ vout }) => vout)]);
            const restUnits = payment.reservedFeeUnits - signed.feeUnits;
            if (restUnits > 0n)
                await this.#moveBack(query, payment, 'settle_fee', restUnits, atMs);
        });
    }
    giveUp(id, failure, atMs) {
        return this.#step(id, ['created'], async (query, payment) => {
            await query(`UPDATE payments SET state = 'failed', failure = $2, final = true WHERE id = $1`, [id, failure]);
            await query('DELETE FROM idempotency_keys WHERE payment_id = $1', [id]);
            await this.#moveBack(query, payment, 'give_up', payment.amountUnits + payment.reservedFeeUnits, atMs);
        });
    }
    async bookOut(id, atMs) {
        await this.#step(id, ['signed'], async (query, payment) => {
            const feeUnits = payment.feeUnits;
            await query(`UPDATE payments SET state = 'broadcast' WHERE id = $1`, [id]);
            await postEntry(query, {
                kind: 'send',
                paymentId: id,
                atMs,
                lines: [
                    { walletId: payment.walletId, account: 'reserved', amountUnits: -(payment.amountUnits + feeUnits) },
                    { account: 'network_fees', amountUnits: feeUnits },
                    { account: 'external', amountUnits: payment.amountUnits },
                ],
            });
        });
    }
    async place(id, place, atMs) {
        await this.database.query(`UPDATE payments SET state = $2, block_height = $3, confirmations = greatest($4, 0), conflicted = $4 < 0, final = $5,
         confirmed_at = CASE WHEN $2 = 'confirmed' THEN coalesce(confirmed_at, $6) END
       WHERE id = $1 AND state IN ('broadcast', 'confirmed')`, [id, place.state, place.blockHeight ?? null, place.confirmations, place.final, new Date(atMs)]);
    }
    async rename(id, txid, hex) {
        await this.database.query(`UPDATE payments SET txid = $2, hex = $3, conflicted = false WHERE id = $1`, [
            id,
            txid,
            hex,
        ]);
    }
    async bury(id, atMs) {
        await this.#step(id, ['signed', 'broadcast', 'confirmed'], async (query, payment) => {
            const feeUnits = payment.feeUnits;
            const allUnits = payment.amountUnits + feeUnits;
            await query(`UPDATE payments SET state = 'failed', failure = 'dead', conflicted = false, final = true, confirmations = 0,
           block_height = NULL, confirmed_at = NULL WHERE id = $1`, [id]);
            await query('DELETE FROM payment_inputs WHERE payment_id = $1', [id]);
            if (payment.state === 'signed')
                return this.#moveBack(query, payment, 'bury', allUnits, atMs);
            await postEntry(query, {
                kind: 'bury',
                paymentId: id,
                atMs,
                lines: [
                    { walletId: payment.walletId, account: 'available', amountUnits: allUnits },
                    { account: 'network_fees', amountUnits: -feeUnits },
                    { account: 'external', amountUnits: -payment.amountUnits },
                ],
            });
        });
    }
    async countByState() {
        const rows = await this.database.query(`SELECT state, count(*) AS payments FROM payments WHERE kind = 'send' GROUP BY state`);
        const counts = new Map(rows.map(({ state, payments }) => [state, Number(payments)]));
        return Object.fromEntries(PAYMENT_STATES.map((state) => [state, counts.get(state) ?? 0]));
    }
    async forgetKeys(beforeMs) {
        await this.database.query('DELETE FROM idempotency_keys WHERE created_at < $1', [new Date(beforeMs)]);
    }
    /** Does `work` on the locked payment when it is in one of `states`; says whether it was. */
    #step(id, states, work) {
        return this.#atomically(async (query) => {
            const [locked] = await query('SELECT state FROM payments WHERE id = $1 FOR UPDATE', [
                id,
            ]);
            if (!locked || !states.includes(locked.state))
                return false;
            const [row] = await query(`SELECT ${PAYMENT_COLUMNS} FROM payments p WHERE p.id = $1`, [id]);
            await work(query, paymentOf(row));
            return true;
        });
    }
    /** From reserved to available. */
    #moveBack(query, { id, walletId }, kind, amountUnits, atMs) {
        return postEntry(query, {
            kind,
            paymentId: id,
            atMs,
            lines: [
                { walletId, account: 'reserved', amountUnits: -amountUnits },
                { walletId, account: 'available', amountUnits },
            ],
        });
    }
    #atomically(work) {
        return retryConflicts(ATTEMPTS, () => this.database.transaction(work));
    }
}
//# sourceMappingURL=typeorm-payment-outbox.js.map