import { ConstraintViolated, DatabaseUnavailable } from '@app/infrastructure/sql/database.errors.js';
import type { SqlQuery } from '@app/infrastructure/sql/sql-query.js';
import {
  type ChainPlace,
  type CoinOutpoint,
  type EndingOrder,
  type IdempotencyKey,
  InsufficientBalance,
  PAYMENT_STATES,
  type Payment,
  type PaymentFailure,
  PaymentOutbox,
  type PaymentReservation,
  type PaymentState,
  PaymentUndecided,
  type Reservation,
  type SignedPayment,
} from '@app/node-wallet';
import type { Database } from '../database.js';
import { retryConflicts } from '../retry-conflicts.js';
import { debtOf } from './debt-of.js';
import { creditLines } from './deposit-lines.js';
import { PAYMENT_COLUMNS, type PaymentRow, paymentOf } from './payment-rows.js';
import { postEntry } from './post-entry.js';
import { reached } from './reached-payment.js';
import { paymentOfKey, reservePayment } from './reserve-payment.js';

const ATTEMPTS = 5;

/** In SQL: every step of a payment locks its row and posts its money, and all of them are hot. */
export class SqlPaymentOutbox extends PaymentOutbox {
  constructor(private readonly database: Database) {
    super();
  }

  override async reserve(reservation: PaymentReservation): Promise<Reservation> {
    try {
      return await this.atomically((query) => reservePayment(query, reservation));
    } catch (cause) {
      if (cause instanceof ConstraintViolated && cause.constraint === 'accounts_balance')
        throw new InsufficientBalance({ cause });
      if (cause instanceof DatabaseUnavailable && cause.ambiguous) throw new PaymentUndecided({ cause });
      throw cause;
    }
  }

  override async findByKey(walletId: bigint, key: IdempotencyKey): Promise<Payment | undefined> {
    return reached(this.database, () => paymentOfKey(this.database.query, walletId, key));
  }

  override async find(id: bigint): Promise<Payment | undefined> {
    const sql = `SELECT ${PAYMENT_COLUMNS} FROM payments p WHERE p.id = $1`;
    return reached(this.database, async () => {
      const [row] = await this.database.query<PaymentRow>(sql, [id]);
      return row && paymentOf(row);
    });
  }

  override async open(states: readonly PaymentState[]): Promise<Payment[]> {
    const rows = await this.database.query<PaymentRow>(
      `SELECT ${PAYMENT_COLUMNS} FROM payments p WHERE NOT p.final AND p.state = ANY ($1::text[]) ORDER BY p.id`,
      [states],
    );
    return rows.map(paymentOf);
  }

  override async heldInputs(): Promise<CoinOutpoint[]> {
    const rows = await this.database.query<{ txid: string; vout: string }>(
      `SELECT i.txid, i.vout FROM payment_inputs i JOIN payments p ON p.id = i.payment_id WHERE NOT p.final
       UNION ALL
       SELECT i.txid, i.vout FROM payment_inputs i JOIN consolidations c ON c.txid = i.consolidation
       WHERE c.state IN ('signed', 'broadcast')`,
    );
    return rows.map(({ txid, vout }) => ({ txid, vout: Number(vout) }));
  }

  override async payingWith(inputs: readonly CoinOutpoint[]): Promise<Payment | undefined> {
    const [row] = await this.database.query<PaymentRow>(
      `SELECT ${PAYMENT_COLUMNS} FROM unnest($1::text[], $2::bigint[]) AS u(txid, vout)
       JOIN payment_inputs i ON i.txid = u.txid AND i.vout = u.vout JOIN payments p ON p.id = i.payment_id LIMIT 1`,
      [inputs.map(({ txid }) => txid), inputs.map(({ vout }) => vout)],
    );
    return row && paymentOf(row);
  }

  override async sign(id: bigint, signed: SignedPayment, builtOn: string, atMs: number): Promise<Payment | undefined> {
    let stored: Payment | undefined;
    await this.step(id, ['created'], async (query, payment) => {
      await query(`UPDATE payments SET state = 'signed', txid = $2, hex = $3, fee = $4, built_on = $5 WHERE id = $1`, [
        id,
        signed.txid,
        signed.hex,
        signed.feeUnits,
        builtOn,
      ]);
      await query(
        'INSERT INTO payment_inputs (payment_id, txid, vout) SELECT $1, * FROM unnest($2::text[], $3::bigint[])',
        [id, signed.inputs.map(({ txid }) => txid), signed.inputs.map(({ vout }) => vout)],
      );
      const restUnits = payment.reservedFeeUnits - signed.feeUnits;
      if (restUnits > 0n) await this.moveBack(query, payment, 'settle_fee', restUnits, atMs);
      stored = { ...payment, ...signed, state: 'signed', builtOn };
    });
    return stored;
  }

  override giveUp(id: bigint, failure: PaymentFailure, atMs: number): Promise<boolean> {
    return this.step(id, ['created'], async (query, payment) => {
      await query(`UPDATE payments SET state = 'failed', failure = $2, final = true WHERE id = $1`, [id, failure]);
      await query('DELETE FROM idempotency_keys WHERE payment_id = $1', [id]);
      await this.moveBack(query, payment, 'give_up', payment.amountUnits + payment.reservedFeeUnits, atMs);
    });
  }

  override async bookOut(id: bigint, atMs: number): Promise<void> {
    await this.step(id, ['signed'], async (query, payment) => {
      const feeUnits = payment.feeUnits!;
      await query(`UPDATE payments SET state = 'broadcast', refused_since = NULL WHERE id = $1`, [id]);
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

  override async place(
    id: bigint,
    place: ChainPlace & { state: 'broadcast' | 'confirmed'; final: boolean },
    atMs: number,
  ): Promise<void> {
    await this.database.query(
      `UPDATE payments SET state = $2, block_height = $3, confirmations = greatest($4, 0), conflicted = $4 < 0, final = $5,
         confirmed_at = CASE WHEN $2 = 'confirmed' THEN coalesce(confirmed_at, $6) END,
         refused_since = CASE WHEN $4 > 0 THEN NULL ELSE refused_since END
       WHERE id = $1 AND state IN ('broadcast', 'confirmed')`,
      [id, place.state, place.blockHeight ?? null, place.confirmations, place.final, new Date(atMs)],
    );
  }

  override async placeAll(
    places: readonly (ChainPlace & { id: bigint; state: 'broadcast' | 'confirmed'; final: boolean })[],
    atMs: number,
  ): Promise<void> {
    await this.database.query(
      `UPDATE payments p SET state = u.state, block_height = u.height, confirmations = u.confirmations, conflicted = false,
         final = u.final, refused_since = NULL, confirmed_at = CASE WHEN u.state = 'confirmed' THEN coalesce(p.confirmed_at, $6) END
       FROM unnest($1::bigint[], $2::text[], $3::bigint[], $4::int[], $5::boolean[])
         AS u(id, state, height, confirmations, final)
       WHERE p.id = u.id AND p.state IN ('broadcast', 'confirmed')`,
      [
        places.map(({ id }) => id),
        places.map(({ state }) => state),
        places.map(({ blockHeight }) => blockHeight ?? null),
        places.map(({ confirmations }) => confirmations),
        places.map(({ final }) => final),
        new Date(atMs),
      ],
    );
  }

  override async rename(id: bigint, txid: string, hex: string): Promise<void> {
    await this.database.query(`UPDATE payments SET txid = $2, hex = $3, conflicted = false WHERE id = $1`, [
      id,
      txid,
      hex,
    ]);
  }

  override async offering(id: bigint): Promise<boolean> {
    const offered = await this.database.query(
      `UPDATE payments SET offers = offers + 1 WHERE id = $1 AND state = 'signed' RETURNING 1`,
      [id],
    );
    return offered.length > 0;
  }

  override async refused(id: bigint, refusal: { coreCode: number; height: number }, atMs: number): Promise<void> {
    await this.database.query(
      `UPDATE payments SET refusals = least(refusals + 1, offers), refusal_code = $2, refused_since = coalesce(refused_since, $4),
         refused_at_height = CASE WHEN refused_since IS NULL THEN $3 ELSE refused_at_height END WHERE id = $1 AND NOT final`,
      [id, refusal.coreCode, refusal.height, new Date(atMs)],
    );
  }

  override async withdraw(id: bigint, atMs: number, order?: EndingOrder): Promise<boolean> {
    let isWithdrawn = false;
    await this.step(id, ['signed'], async (query, payment) => {
      isWithdrawn = payment.neverLeft === true;
      if (!isWithdrawn) return;
      await this.fail(query, payment, { failure: 'refused', atMs, order });
      await this.moveBack(query, payment, 'withdraw', payment.amountUnits + payment.feeUnits!, atMs);
    });
    return isWithdrawn;
  }

  override async drop(id: bigint, atMs: number, order?: EndingOrder): Promise<void> {
    await this.step(id, ['signed', 'broadcast', 'confirmed'], async (query, payment) => {
      const feeUnits = payment.feeUnits!;
      const allUnits = payment.amountUnits + feeUnits;
      await this.fail(query, payment, { failure: 'dead', atMs, order });
      if (payment.state === 'signed') return this.moveBack(query, payment, 'bury', allUnits, atMs);
      await postEntry(query, {
        kind: 'bury',
        paymentId: id,
        atMs,
        lines: [
          ...creditLines(payment.walletId, allUnits, await debtOf(query, payment.walletId)),
          { account: 'network_fees', amountUnits: -feeUnits },
          { account: 'external', amountUnits: -payment.amountUnits },
        ],
      });
    });
  }

  override async countByState(): Promise<Record<PaymentState, number>> {
    const rows = await this.database.query<{ state: PaymentState; payments: string }>(
      `SELECT state, count(*) AS payments FROM payments WHERE kind = 'send' GROUP BY state`,
    );
    const counts = new Map(rows.map(({ state, payments }) => [state, Number(payments)]));
    return Object.fromEntries(PAYMENT_STATES.map((state) => [state, counts.get(state) ?? 0])) as Record<
      PaymentState,
      number
    >;
  }

  override async forgetKeys(beforeMs: number): Promise<void> {
    await this.database.query('DELETE FROM idempotency_keys WHERE created_at < $1', [new Date(beforeMs)]);
  }

  /**
   * Does `work` on the locked payment when it is in one of `states`; says whether it was. Its inputs may be those of before
   * the wait for the lock, and no work looks at them.
   */
  private step(
    id: bigint,
    states: readonly PaymentState[],
    work: (query: SqlQuery, payment: Payment) => Promise<void>,
  ): Promise<boolean> {
    return this.atomically(async (query) => {
      const [row] = await query<PaymentRow>(
        `SELECT ${PAYMENT_COLUMNS} FROM payments p WHERE p.id = $1 FOR UPDATE OF p`,
        [id],
      );
      if (!row || !states.includes(row.state)) return false;
      await work(query, paymentOf(row));
      return true;
    });
  }

  /** It is over, and its coins are free; the money is the caller's to move. */
  private async fail(
    query: SqlQuery,
    { id, txid }: Payment,
    { failure, atMs, order }: { failure: PaymentFailure; atMs: number; order: EndingOrder | undefined },
  ): Promise<void> {
    await query(
      `UPDATE payments SET state = 'failed', failure = $2, conflicted = false, final = true, confirmations = 0,
         block_height = NULL, confirmed_at = NULL WHERE id = $1`,
      [id, failure],
    );
    await query('DELETE FROM payment_inputs WHERE payment_id = $1', [id]);
    if (!order) return;
    await query('INSERT INTO payment_endings (payment_id, txid, reason, actor, ended_at) VALUES ($1, $2, $3, $4, $5)', [
      id,
      txid,
      order.reason,
      order.actor,
      new Date(atMs),
    ]);
  }

  /** From reserved to available, or to what the node owes. */
  private async moveBack(
    query: SqlQuery,
    { id, walletId }: Payment,
    kind: string,
    amountUnits: bigint,
    atMs: number,
  ): Promise<void> {
    await postEntry(query, {
      kind,
      paymentId: id,
      atMs,
      lines: [
        { walletId, account: 'reserved', amountUnits: -amountUnits },
        ...creditLines(walletId, amountUnits, await debtOf(query, walletId)),
      ],
    });
  }

  private atomically<T>(work: (query: SqlQuery) => Promise<T>): Promise<T> {
    return retryConflicts(ATTEMPTS, () => this.database.transaction(work));
  }
}
