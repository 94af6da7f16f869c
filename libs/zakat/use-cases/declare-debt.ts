import { randomUUID } from 'node:crypto';
import { Clock } from '@app/kernel';
import { parseAddress } from '@app/wallet';
import { InvalidDebt } from '../declarations.errors.js';
import type { Day } from '../model/day.js';
import { maskCnics } from '../model/declared-note.js';
import { Debts, type DeclaredDebt } from '../ports/debts.js';
import { type MadeOnce, MakeOnce } from './make-once.js';
import { refuseDayOutsideCalendar } from './require-day.js';

export interface DebtDeclaration {
  readonly walletAddress: string;
  /** Units. */
  readonly amount: bigint;
  readonly dueOn: Day;
  readonly note: string | undefined;
  /** As in the audit trail. */
  readonly declaredBy: string;
  readonly idempotency: { key: string; caller: string } | undefined;
}

const MOST_UNITS = 10n ** 18n;

/** Enters a debt of the owner of a wallet, or of an administrator on their behalf. */
export class DeclareDebt {
  constructor(
    private readonly debts: Debts,
    private readonly once: MakeOnce,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws InvalidAddress · InvalidDebt · OutsideHijriCalendar · IdempotencyKeyReused · RequestInFlight · WalletNotRegistered ·
   *   TooManyDeclarations
   */
  async execute({ idempotency, ...declaration }: DebtDeclaration): Promise<MadeOnce<DeclaredDebt>> {
    const { amount, dueOn, declaredBy } = declaration;
    const walletAddress = parseAddress(declaration.walletAddress);
    if (amount < 1n || amount > MOST_UNITS) throw new InvalidDebt();
    refuseDayOutsideCalendar(dueOn);
    const note = declaration.note === undefined ? undefined : maskCnics(declaration.note);
    const meaning = [walletAddress, String(amount), String(dueOn), note ?? ''];
    return this.once.execute(idempotency && { route: 'zakat debts', ...idempotency, meaning }, {
      make: async (claim) => {
        const [id, declaredAtMs] = [randomUUID(), this.clock.nowMs()];
        const debt = { id, walletAddress, amount, dueOn, note, declaredBy, declaredAtMs, settledOn: undefined };
        await this.debts.declare(debt, claim);
        return id;
      },
      find: (id) => this.debts.find(id),
    });
  }
}
