import { inTurns } from '@app/kernel';
import {
  type AssessedWallet,
  type AssessmentLine,
  type AssessmentTerms,
  assessWallet,
} from '../model/assess-wallet.js';
import type { ChainDays, WealthQuery, WealthRecords } from '../ports/wealth-records.js';

/** Wallets that are read at a time: some hundredths of a second of an embedded database, which does one thing at a time. */
const PAGE = 1_000;
/** Wallets that are reckoned in one iteration of the event loop: a few milliseconds. */
const TURN = 100;

/** Which wallets, and as of which block. */
export type AssessmentScope = Pick<WealthQuery, 'period' | 'registeredBeforeMs'> & { readonly chain: ChainDays };

/** Reckons what registered wallets owe. Changes nothing. */
export class AssessWallets {
  constructor(private readonly records: WealthRecords) {}

  /** All of them, page by page in the order of their addresses: no more than a page is kept in memory. */
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
