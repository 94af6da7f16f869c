import type { HijriCalendar } from '../model/hijri-calendar.js';
import type { ZakatReceipt } from '../model/zakat-receipt.js';
import type { DeclaredDebt } from '../ports/debts.js';
import type { FiledExemption } from '../ports/exemptions.js';
import { EstimateZakat, type ZakatEstimate } from './estimate-zakat.js';
import { ListDeclarations } from './list-declarations.js';
import { ReadReceipts } from './read-receipts.js';
import { type PolicyInForce, ReadZakatTerms } from './read-zakat-terms.js';

/** Receipts that are shown with the rest; the whole list is one of its own. */
const RECEIPTS = 20;

/** How the owner of a wallet stands. */
export interface MyZakat {
  readonly policy: PolicyInForce;
  readonly calendar: HijriCalendar;
  /** Of today; undefined while nothing can be assessed. */
  readonly now: ZakatEstimate | undefined;
  /** Of the next day on which a year ends, should nothing come or go until then; undefined when none runs. */
  readonly atAnniversary: ZakatEstimate | undefined;
  readonly debts: readonly DeclaredDebt[];
  readonly exemptions: readonly FiledExemption[];
  /** The newest, newest first. */
  readonly receipts: readonly ZakatReceipt[];
}

/** What owners see of their own zakat. */
export class ReadMyZakat {
  constructor(
    private readonly terms: ReadZakatTerms,
    private readonly estimate: EstimateZakat,
    private readonly declarations: ListDeclarations,
    private readonly receipts: ReadReceipts,
  ) {}

  async execute(address: string): Promise<MyZakat> {
    const policy = await this.terms.policy();
    const { calendar } = await this.terms.calendar();
    const now = await this.estimate.execute(address, await this.terms.today());
    const next = now?.standing.next;
    const atAnniversary = next === undefined ? undefined : await this.estimate.execute(address, next);
    const declared = await this.declarations.ofWallet(address);
    const { rows: receipts } = await this.receipts.list({ address, beforeKey: undefined, limit: RECEIPTS });
    return { policy, calendar, now, atAnniversary, ...declared, receipts };
  }
}
