import { isoTimeOf, parseTimeSpan } from '@app/kernel';
import { parseAddress } from '@app/wallet';
import { type TellingLine, tellLine } from '../model/history-line.js';
import { StatementDigest, type StatementFoot, type StatementHead } from '../model/statement-digest.js';
import { type HistorySpan, WalletLines } from '../ports/wallet-lines.js';

/** How many lines are read at a time. */
const PAGE = 500;

export interface StatementQuery {
  readonly address: string;
  readonly from: string | undefined;
  readonly to: string | undefined;
}

export interface SignedOff extends StatementFoot {
  /** See {@link StatementDigest}. */
  readonly digest: string;
}

/** What a wallet held, what came and went, and what it holds, as of one block. Its lines are read once, while they are consumed. */
export class Statement {
  private totals = { totalIn: 0n, totalOut: 0n };
  private ended: SignedOff | undefined;

  constructor(
    readonly head: StatementHead,
    private readonly span: HistorySpan,
    private readonly source: WalletLines,
  ) {}

  /** Of the tip as of which it is. */
  get height(): number {
    return this.span.height;
  }

  /** Oldest first. What was mined since the statement was asked for is not in it. */
  async *lines(): AsyncGenerator<TellingLine> {
    const { address } = this.head;
    const digest = new StatementDigest(this.head);
    for (let firstKey: number | undefined = this.span.firstKey; firstKey !== undefined; ) {
      const range = { firstKey, endKey: this.span.endKey };
      const page = await this.source.page({ address, ...range, order: 'asc', type: undefined, limit: PAGE });
      for (const line of page.lines.map((read) => tellLine(read, address))) {
        digest.line(line);
        if (line.direction === 'in') this.totals.totalIn += line.units;
        if (line.direction === 'out') this.totals.totalOut += line.units;
        yield line;
      }
      firstKey = page.lastKey === undefined ? undefined : page.lastKey + 1;
    }
    this.ended = this.signOff(digest);
  }

  /** What stands below the lines, once all were read. */
  foot(): SignedOff {
    if (!this.ended) throw new Error('the lines of the statement were not read');
    return this.ended;
  }

  private signOff(digest: StatementDigest): SignedOff {
    const { totalIn, totalOut } = this.totals;
    const { closing } = this.span;
    if (this.head.opening + totalIn - totalOut !== closing) throw new Error('the statement does not add up');
    const foot = { totalIn, totalOut, closing };
    return { ...foot, digest: digest.end(foot) };
  }
}

/** Opens the statement of a wallet. */
export class StateWallet {
  constructor(private readonly lines: WalletLines) {}

  /** @throws InvalidAddress · InvalidTime */
  async execute(query: StatementQuery): Promise<Statement> {
    const address = parseAddress(query.address);
    const time = parseTimeSpan(query.from, query.to);
    const span = await this.lines.span(address, time);
    const [from, until] = [isoTimeOf(time.fromMs), isoTimeOf(time.toMs)];
    return new Statement({ address, from, until, opening: span.opening }, span, this.lines);
  }
}
