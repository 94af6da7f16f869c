import { Clock } from '@app/kernel';
import { ExemptionEnded, ExemptionNotFound, InvalidExemption } from '../declarations.errors.js';
import type { Day } from '../model/day.js';
import { Exemptions, type FiledExemption } from '../ports/exemptions.js';
import { ReadZakatTerms } from './read-zakat-terms.js';
import { refuseDayOutsideCalendar } from './require-day.js';

/** Accepts and ends exemptions. None is deleted. */
export class DecideExemption {
  constructor(
    private readonly exemptions: Exemptions,
    private readonly terms: ReadZakatTerms,
    private readonly clock: Clock,
  ) {}

  /**
   * Once more changes nothing: who accepted it first stays.
   * @throws ExemptionNotFound · ExemptionEnded
   */
  async accept(id: string, by: string): Promise<FiledExemption> {
    const filed = await this.find(id);
    if (filed.acceptedOn !== undefined) return filed;
    await this.exemptions.accept(id, { on: await this.terms.today(), by, atMs: this.clock.nowMs() });
    const accepted = await this.find(id);
    if (accepted.acceptedOn === undefined) throw new ExemptionEnded();
    return accepted;
  }

  /**
   * Ends an exemption, or refuses one that is not accepted. Once more, with the same day or none, changes nothing.
   * @param endedOn the first day on which it does not count; today where the policy counts days, when undefined
   * @throws ExemptionNotFound · OutsideHijriCalendar · InvalidExemption for a day before it was filed · ExemptionEnded on another day
   */
  async end(id: string, by: string, endedOn: Day | undefined): Promise<FiledExemption> {
    const filed = await this.find(id);
    if (endedOn !== undefined) refuseDayOutsideCalendar(endedOn);
    if (endedOn !== undefined && endedOn < filed.filedOn) throw new InvalidExemption();
    if (filed.endedOn === undefined) {
      await this.exemptions.end(id, { on: endedOn ?? (await this.terms.today()), by, atMs: this.clock.nowMs() });
    }
    const ended = await this.find(id);
    if (endedOn !== undefined && ended.endedOn !== endedOn) throw new ExemptionEnded();
    return ended;
  }

  private async find(id: string): Promise<FiledExemption> {
    const exemption = await this.exemptions.find(id);
    if (!exemption) throw new ExemptionNotFound();
    return exemption;
  }
}
