import { randomUUID } from 'node:crypto';
import { Clock } from '@app/kernel';
import { parseAddress } from '@app/wallet';
import { InvalidExemption } from '../declarations.errors.js';
import type { Day } from '../model/day.js';
import { maskCnics } from '../model/declared-note.js';
import type { ExemptionKind } from '../model/exemptions.js';
import { Exemptions, type FiledExemption } from '../ports/exemptions.js';
import { type MadeOnce, MakeOnce } from './make-once.js';
import { ReadZakatTerms } from './read-zakat-terms.js';
import { refuseDayOutsideCalendar } from './require-day.js';

export interface ExemptionFiling {
  readonly walletAddress: string;
  readonly kind: ExemptionKind;
  /** A CZ-50 needs both. */
  readonly fiqh: string | undefined;
  readonly swornOn: Day | undefined;
  /** The day on which the paper came in; today where the policy counts days, when undefined. */
  readonly filedOn: Day | undefined;
  /** Lower-case hex of 32 bytes. */
  readonly documentSha256: string | undefined;
  readonly note: string | undefined;
  /** As in the audit trail. */
  readonly filedBy: string;
  readonly idempotency: { key: string; caller: string } | undefined;
}

/** Enters an exemption, which counts once an administrator accepts it. */
export class FileExemption {
  constructor(
    private readonly exemptions: Exemptions,
    private readonly terms: ReadZakatTerms,
    private readonly once: MakeOnce,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws InvalidAddress · OutsideHijriCalendar · InvalidExemption · IdempotencyKeyReused · RequestInFlight · WalletNotRegistered ·
   *   TooManyDeclarations
   */
  async execute({ idempotency, ...filing }: ExemptionFiling): Promise<MadeOnce<FiledExemption>> {
    const { kind, swornOn, documentSha256, filedBy } = filing;
    const walletAddress = parseAddress(filing.walletAddress);
    const filedOn = await this.filingDay(filing);
    const [fiqh, note] = [filing.fiqh, filing.note].map((text) => (text === undefined ? undefined : maskCnics(text)));
    const texts = [kind, fiqh, swornOn, filing.filedOn, documentSha256, note].map((part) => String(part ?? ''));
    const request = idempotency && { route: 'zakat exemptions', ...idempotency, meaning: [walletAddress, ...texts] };
    return this.once.execute(request, {
      make: async (claim) => {
        const [id, filedAtMs] = [randomUUID(), this.clock.nowMs()];
        const declaration = { walletAddress, kind, fiqh, swornOn, filedOn, documentSha256, note, filedBy, filedAtMs };
        await this.exemptions.file({ id, ...declaration, ...UNDECIDED }, claim);
        return id;
      },
      find: (id) => this.exemptions.find(id),
    });
  }

  /** Neither is sworn or filed in the future, and an oath comes before its filing. */
  private async filingDay(filing: Omit<ExemptionFiling, 'idempotency'>): Promise<Day> {
    const { kind, fiqh, swornOn, filedOn } = filing;
    for (const day of [swornOn, filedOn]) if (day !== undefined) refuseDayOutsideCalendar(day);
    if (kind === 'cz50' && (fiqh === undefined || swornOn === undefined)) throw new InvalidExemption();
    const today = await this.terms.today();
    const day = filedOn ?? today;
    if (day > today || (swornOn !== undefined && swornOn > day)) throw new InvalidExemption();
    return day;
  }
}

const UNDECIDED = { acceptedOn: undefined, acceptedBy: undefined, endedOn: undefined, endedBy: undefined };
