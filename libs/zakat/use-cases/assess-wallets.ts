import { inTurns } from '@app/kernel';
import { type AssessmentLine, type AssessmentTerms, assessWallet } from '../model/assess-wallet.js';
import type { ChainDays, WealthQuery, WealthRecords } from '../ports/wealth-records.js';

/** Wallets that are read at a time: some hundredths of a second of an embedded database, which does one thing at a time. */
const PAGE = 1_000;
/** Wallets that are reckoned in one iteration of the event loop: a few milliseconds. */
const TURN = 100;

/** Which wallets, and as of which block. */
export type AssessmentScope = Pick<WealthQuery, 'period' | 'registeredBeforeMs'> & { readonly chain: ChainDays };

/** Reckons what every registered wallet owes, page by page, and keeps no more than a page in memory. Changes nothing. */
export class AssessWallets {
  constructor(private readonly records: WealthRecords) {}

  /** Lines in the order of the wallets' addresses. */
  async *execute(terms: AssessmentTerms, scope: AssessmentScope): AsyncGenerator<AssessmentLine[]> {
    const query = { ...scope, valuation: terms.valuation, limit: PAGE };
    for (let afterAddress: string | undefined; ; ) {
      const wallets = await this.records.page({ ...query, afterAddress });
      const lines: AssessmentLine[] = [];
      for await (const wallet of inTurns(wallets, { weigh: () => 1, most: TURN }))
        lines.push(assessWallet(wallet, terms));
      if (lines.length > 0) yield lines;
      if (wallets.length < PAGE) return;
      afterAddress = wallets.at(-1)!.address;
    }
  }
}
