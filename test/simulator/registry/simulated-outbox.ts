import { ConstraintViolated, DatabaseUnavailable } from '@app/infrastructure/sql/database.errors.js';
import { reachedBy } from '@app/infrastructure/typeorm/registry/reached-payment.js';
import { IdempotencyKeyReused } from '@app/kernel';
import {
  type ChainPlace,
  type CoinOutpoint,
  type IdempotencyKey,
  InsufficientBalance,
  type Payment,
  type PaymentFailure,
  PaymentInFlight,
  PaymentOutbox,
  type PaymentReservation,
  type PaymentState,
  PaymentUndecided,
  type Reservation,
  SendsFrozen,
  type SignedPayment,
} from '@app/node-wallet';
import type { Books, Draft, StoredPayment } from './books.js';
import { type BookSession, NODE } from './simulated-books.js';

type Place = ChainPlace & { state: 'broadcast' | 'confirmed'; final: boolean };

/** The steps of SqlPaymentOutbox, each in one transaction, on the simulated database. */
export class SimulatedOutbox extends PaymentOutbox {
  constructor(private readonly session: BookSession) {
    super();
  }

  override async reserve(order: PaymentReservation): Promise<Reservation> {
    try {
      return await this.session.transaction('reserve', (draft) => reserve(draft, order));
    } catch (cause) {
      if (cause instanceof DatabaseUnavailable && cause.ambiguous) throw new PaymentUndecided({ cause });
      throw cause;
    }
  }

  override async findByKey(_walletId: bigint, { key, fingerprint }: IdempotencyKey): Promise<Payment | undefined> {
    return this.reached(() => this.session.read('find by key', (books) => paymentOfKey(books, key, fingerprint)));
  }

  override async find(id: bigint): Promise<Payment | undefined> {
    return this.reached(() => this.session.read('find', ({ payments }) => payments.get(id)));
  }

  override open(states: readonly PaymentState[]): Promise<Payment[]> {
    return this.session.read('open', (books) => living(books).filter(({ state }) => states.includes(state)));
  }

  override heldInputs(): Promise<CoinOutpoint[]> {
    return this.session.read('held inputs', (books) => living(books).flatMap(({ inputs }) => inputs));
  }

  override payingWith(inputs: readonly CoinOutpoint[]): Promise<Payment | undefined> {
    const isAmong = ({ txid, vout }: CoinOutpoint) =>
      inputs.some((input) => input.txid === txid && input.vout === vout);
    return this.session.read('paying with', ({ payments }) =>
      [...payments.values()].find((payment) => payment.state !== 'failed' && payment.inputs.some(isAmong)),
    );
  }

  override async sign(id: bigint, signed: SignedPayment, builtOn: string): Promise<Payment | undefined> {
    return this.step(id, ['created'], 'sign', (draft, payment) => {
      const held = new Set(living(draft.books()).flatMap(({ inputs }) => inputs.map(nameOf)));
      if (signed.inputs.some((input) => held.has(nameOf(input))))
        throw new ConstraintViolated('payment_inputs_pkey', '23505');
      const stored = { ...payment, ...signed, state: 'signed', builtOn, offers: 1 } as const;
      draft.put(stored);
      const restUnits = payment.reservedFeeUnits - signed.feeUnits;
      if (restUnits > 0n) draft.post({ reserved: -restUnits, available: restUnits });
      return stored;
    });
  }

  override async giveUp(id: bigint, failure: PaymentFailure): Promise<boolean> {
    const isGivenUp = await this.step(id, ['created'], 'give up', (draft, payment) => {
      draft.put({ ...payment, state: 'failed', failure });
      draft.dropKeys(({ paymentId }) => paymentId === id);
      const allUnits = payment.amountUnits + payment.reservedFeeUnits;
      draft.post({ reserved: -allUnits, available: allUnits });
      return true;
    });
    return isGivenUp ?? false;
  }

  override async bookOut(id: bigint): Promise<void> {
    await this.step(id, ['signed'], 'book out', (draft, payment) => {
      const { amountUnits, feeUnits = 0n } = payment;
      draft.put({ ...payment, state: 'broadcast', refusal: undefined });
      draft.post({ reserved: -(amountUnits + feeUnits), network_fees: feeUnits, external: amountUnits });
    });
  }

  override async place(id: bigint, place: Place, atMs: number): Promise<void> {
    await this.placeAll([{ id, ...place }], atMs);
  }

  override placeAll(places: readonly (Place & { id: bigint })[], atMs: number): Promise<void> {
    return this.session.transaction('place', (draft) => {
      for (const { id, state, confirmations, blockHeight } of places) {
        const payment = draft.payment(id);
        if (payment?.state !== 'broadcast' && payment?.state !== 'confirmed') continue;
        const seen = { state, blockHeight, confirmations: Math.max(0, confirmations), conflicted: confirmations < 0 };
        draft.put({ ...payment, ...seen, confirmedAtMs: state === 'confirmed' ? atMs : undefined });
      }
    });
  }

  override rename(id: bigint, txid: string, hex: string): Promise<void> {
    return this.session.transaction('rename', (draft) => draft.put({ ...draft.payment(id)!, txid, hex }));
  }

  override async offering(id: bigint): Promise<boolean> {
    const isOffered = await this.step(id, ['signed'], 'offering', (draft, payment) => {
      draft.put({ ...payment, offers: payment.offers + 1 });
      return true;
    });
    return isOffered ?? false;
  }

  override async refused(id: bigint, refusal: { coreCode: number; height: number }, atMs: number): Promise<void> {
    await this.step(id, ['signed', 'broadcast', 'confirmed'], 'refused', (draft, payment) => {
      const refusals = Math.min(payment.refusals + 1, payment.offers);
      const since = payment.refusal ?? { sinceMs: atMs, sinceHeight: refusal.height };
      const told = { ...since, coreCode: refusal.coreCode, times: refusals };
      draft.put({ ...payment, refusals, refusal: told, neverLeft: refusals === payment.offers });
    });
  }

  override async withdraw(id: bigint): Promise<boolean> {
    const isWithdrawn = await this.step(id, ['signed'], 'withdraw', (draft, payment) => {
      if (payment.refusals === 0 || payment.refusals !== payment.offers) return false;
      return this.fail(draft, payment, 'refused');
    });
    return isWithdrawn ?? false;
  }

  override async drop(id: bigint): Promise<void> {
    await this.step(id, ['signed', 'broadcast', 'confirmed'], 'drop', (draft, payment) => {
      this.fail(draft, payment, 'dead');
    });
  }

  override async countByState(): Promise<never> {
    throw new Error('nothing here asks for this');
  }

  override async forgetKeys(): Promise<void> {}

  private reached(read: () => Promise<Payment | undefined>): Promise<Payment | undefined> {
    return reachedBy(() => this.session.reach(), read);
  }

  private fail(draft: Draft, payment: StoredPayment, failure: PaymentFailure): true {
    const { amountUnits, feeUnits = 0n, state } = payment;
    const allUnits = amountUnits + feeUnits;
    draft.put({ ...payment, state: 'failed', failure, inputs: [], confirmations: 0, conflicted: false });
    if (state === 'signed') draft.post({ reserved: -allUnits, available: allUnits });
    else draft.post({ available: allUnits, network_fees: -feeUnits, external: -amountUnits });
    return true;
  }

  private step<T>(
    id: bigint,
    states: readonly PaymentState[],
    label: string,
    work: (draft: Draft, payment: StoredPayment) => T,
  ): Promise<T | undefined> {
    return this.session.transaction(label, (draft) => {
      const payment = draft.payment(id);
      return payment && states.includes(payment.state) ? work(draft, payment) : undefined;
    });
  }
}

function nameOf({ txid, vout }: CoinOutpoint): string {
  return `${txid}:${vout}`;
}

function living({ payments }: Books): StoredPayment[] {
  return [...payments.values()].filter(({ state }) => state !== 'failed');
}

/** @throws IdempotencyKeyReused, PaymentInFlight */
function paymentOfKey({ keys, payments }: Books, name: string, fingerprint: Buffer): Payment | undefined {
  const key = keys.get(name);
  const payment = key && payments.get(key.paymentId);
  if (!payment) return undefined;
  if (!key.fingerprint.equals(fingerprint)) throw new IdempotencyKeyReused();
  if (payment.state === 'created') throw new PaymentInFlight();
  return payment;
}

function reserve(draft: Draft, order: PaymentReservation): Reservation {
  const { recipientAddress, amountUnits, idempotencyKey: key, policy, atMs, deadlineAtMs } = order;
  const books = draft.books();
  const earlier = key && paymentOfKey(books, key.key, key.fingerprint);
  // The lock on the wallet's row is written to the log, so this commit waits for the standby as well.
  if (earlier) draft.lock();
  if (earlier) return { payment: earlier, isReplay: true };
  if (books.audit?.frozenBy) throw new SendsFrozen(books.audit.frozenBy, books.audit.driftUnits);
  const leftUnits = books.accounts.available - amountUnits;
  if (leftUnits <= 0n) throw new InsufficientBalance();
  const reservedFeeUnits = leftUnits > policy.maxFeeUnits ? policy.maxFeeUnits : leftUnits;
  const payment: StoredPayment = {
    ...{ id: draft.nextId, walletId: NODE.walletId, kind: 'send', recipientAddress, amountUnits, reservedFeeUnits },
    ...{ feeUnits: undefined, state: 'created', txid: undefined, hex: undefined, inputs: [], builtOn: undefined },
    ...{ blockHeight: undefined, confirmations: 0, conflicted: false, failure: undefined },
    ...{ createdAtMs: atMs, deadlineAtMs, confirmedAtMs: undefined, offers: 1, refusals: 0 },
  };
  draft.put(payment);
  draft.post({ available: -(amountUnits + reservedFeeUnits), reserved: amountUnits + reservedFeeUnits });
  if (key) draft.putKey(key.key, { fingerprint: key.fingerprint, paymentId: payment.id });
  return { payment, isReplay: false };
}
