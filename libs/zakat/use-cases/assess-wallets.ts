import { inTurns } from '@app/kernel';
import {
  type AssessedWallet,
  type AssessmentLine,
  type AssessmentTerms,
  assessWallet,
} from '../model/assess-wallet.js';
import { type ChainDays, type WealthQuery, WealthRecords } from '../ports/wealth-records.js';
import { GiveWay } from '../services/give-way.js';

/** Wallets that are read at a time: some hundredths of a second of an embedded database, which does one thing at a time. */
const PAGE = 500;
/** Wallets that are reckoned in one iteration of the event loop: a few milliseconds. */
const TURN = 100;

/** Which wallets, and as of which block. */
export type AssessmentScope = Pick<WealthQuery, 'period' | 'registeredBeforeMs'> & { readonly chain: ChainDays };

/** Reckons what registered wallets owe. Changes nothing. */
export class AssessWallets {
  constructor(
    private readonly records: WealthRecords,
    private readonly giveWay: GiveWay,
  ) {}

  /**
   * All of them, page by page in the order of their addresses. No more than two pages are kept in memory: the next one is read
   * while one is reckoned.
   */
  async *execute(terms: AssessmentTerms, scope: AssessmentScope): AsyncGenerator<AssessmentLine[]> {
    const pace = this.giveWay.pace();
    const query = { ...scope, valuation: terms.valuation, limit: PAGE };
    for (let coming = this.records.page({ ...query, afterAddress: undefined }); ; ) {
      const wallets = await coming;
      const last = wallets.length < PAGE ? undefined : wallets.at(-1)!.address;
      if (last !== undefined) {
        coming = this.records.page({ ...query, afterAddress: last });
        coming.catch(() => undefined); // seen when its turn comes, unless this page fails first
      }
      const lines: AssessmentLine[] = [];
      for await (const wallet of inTurns(wallets, { weigh: () => 1, most: TURN }))
        lines.push(assessWallet(wallet, terms));
      if (lines.length > 0) yield lines;
      if (last === undefined) return;
      await pace.rest();
    }
  }

  /** The line that {@link execute} has for one wallet, and what it is read from; undefined when it has none. */
  async one(
    address: string,
    terms: AssessmentTerms,
    scope: AssessmentScope,
  ): Promise<{ wallet: AssessedWallet; line: AssessmentLine } | undefined> {
    const wallet = await this.records.wallet(address, { ...scope, valuation: terms.valuation });
    return wallet && { wallet, line: assessWallet(wallet, terms) };
  }
}
