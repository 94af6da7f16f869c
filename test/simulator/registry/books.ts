import { TransactionConflicted } from '@app/infrastructure/sql/database.errors.js';
import { type Audit, type CoinIdentity, InsufficientBalance, type Payment } from '@app/node-wallet';
import type { Effect } from '../cluster.js';

export type StoredPayment = Payment & {
  readonly offers: number;
  readonly refusals: number;
};

export interface StoredKey {
  readonly fingerprint: Buffer;
  readonly paymentId: bigint;
}

export type Account = 'available' | 'reserved' | 'house' | 'network_fees' | 'external';

/** The registry's books at one moment. Never changed: a transaction makes others. */
export interface Books {
  readonly payments: ReadonlyMap<bigint, StoredPayment>;
  readonly keys: ReadonlyMap<string, StoredKey>;
  /** Sums; those of nodes are one node's, as there is one. */
  readonly accounts: Readonly<Record<Account, bigint>>;
  readonly cursor: string;
  readonly identity: CoinIdentity;
  readonly audit: Audit | undefined;
}

/** One transaction under way: what it has written so far, which no other one sees. */
export class Draft {
  private readonly payments: Map<bigint, StoredPayment>;
  private readonly keys: Map<string, StoredKey>;
  private readonly accounts: Record<Account, bigint>;
  private rest: Pick<Books, 'cursor' | 'identity' | 'audit'>;
  hasWritten = false;

  /** @param conflictAt the write at which the transaction is undone because of another one */
  constructor(
    books: Books,
    private conflictAt: number,
  ) {
    const { payments, keys, accounts, ...rest } = books;
    this.payments = new Map(payments);
    this.keys = new Map(keys);
    this.accounts = { ...accounts };
    this.rest = rest;
  }

  books(): Books {
    return { payments: this.payments, keys: this.keys, accounts: this.accounts, ...this.rest };
  }

  payment(id: bigint): StoredPayment | undefined {
    return this.payments.get(id);
  }

  get nextId(): bigint {
    return BigInt(this.payments.size + 1);
  }

  key(name: string): StoredKey | undefined {
    return this.keys.get(name);
  }

  put(payment: StoredPayment): void {
    this.write();
    this.payments.set(payment.id, payment);
  }

  putKey(name: string, key: StoredKey): void {
    this.write();
    this.keys.set(name, key);
  }

  dropKeys(which: (key: StoredKey) => boolean): void {
    this.write();
    for (const [name, key] of this.keys) if (which(key)) this.keys.delete(name);
  }

  /** Adds up to 0. @throws InsufficientBalance when an account of a node would be below 0 */
  post(lines: Partial<Record<Account, bigint>>): void {
    this.write();
    for (const [account, units] of Object.entries(lines) as [Account, bigint][]) this.accounts[account] += units;
    if (this.accounts.available < 0n || this.accounts.reserved < 0n) throw new InsufficientBalance();
  }

  note(rest: Partial<Pick<Books, 'cursor' | 'audit'>>): void {
    this.write();
    this.rest = { ...this.rest, ...rest };
  }

  /** Locks a row, which is written to the log. */
  lock(): void {
    this.hasWritten = true;
  }

  private write(): void {
    this.hasWritten = true;
    if (--this.conflictAt === 0) throw new TransactionConflicted();
  }
}

/**
 * Runs `work` as one transaction: all that it writes, or nothing.
 * @param isKept a planted bug: what was written before it failed stays
 */
export function inTransaction<T>(
  books: Books,
  { conflictAt, isKept }: { conflictAt: number; isKept: boolean },
  work: (draft: Draft) => T,
): Effect<Books, { value: T } | { error: unknown }> {
  const draft = new Draft(books, conflictAt);
  try {
    const value = work(draft);
    return draft.hasWritten ? { value: { value }, next: draft.books() } : { value: { value } };
  } catch (error) {
    return isKept && draft.hasWritten ? { value: { error }, next: draft.books() } : { value: { error } };
  }
}
