import { isoTimeOf, LineDigest, parseTimeSpan, type TimeSpan } from '@app/kernel';
import type { NodeId } from '@app/node-registry';
import type { NodeWallet } from '../model/node-wallet.js';
import { type BookedChange, type BooksSpan, NodeStatements } from '../ports/node-statements.js';
import { ReadNodeWallet } from './read-node-wallet.js';

export interface NodeStatementLine {
  readonly time: string;
  readonly entry: bigint;
  readonly type: string;
  readonly direction: 'in' | 'out';
  readonly address: string | undefined;
  readonly txid: string | undefined;
  readonly units: bigint;
  readonly balanceAfter: bigint;
}

export interface NodeStatementFoot {
  readonly totalIn: bigint;
  readonly totalOut: bigint;
  readonly closing: bigint;
  /** docs/statements.md says over what. */
  readonly digest: string;
}

/** The books of a node's wallet over a time. Its lines are read once, while they are consumed. */
export class NodeStatement {
  private ended: NodeStatementFoot | undefined;
  readonly from: string | undefined;
  readonly until: string | undefined;

  constructor(
    readonly wallet: NodeWallet,
    private readonly time: TimeSpan,
    private readonly span: BooksSpan,
    private readonly books: NodeStatements,
  ) {
    this.from = isoTimeOf(time.fromMs);
    this.until = isoTimeOf(time.toMs);
  }

  get opening(): bigint {
    return this.span.openingUnits;
  }

  /** In the order of the books. What was booked since the statement was asked for is not in it. */
  async *lines(): AsyncGenerator<NodeStatementLine> {
    const digest = new LineDigest();
    digest.add('mizan-node-statement-1', this.wallet.nodeId, this.from ?? '', this.until ?? '', this.opening);
    const totals = { in: 0n, out: 0n };
    for await (const change of this.changes()) {
      const direction = change.units > 0n ? 'in' : 'out';
      const units = change.units > 0n ? change.units : -change.units;
      totals[direction] += units;
      const line = lineOf(change, { direction, units, balanceAfter: this.opening + totals.in - totals.out });
      const { time, entry, txid = '', type, address = '', balanceAfter } = line;
      digest.add(time, entry, txid, type, direction, address, units, balanceAfter);
      yield line;
    }
    const { closingUnits: closing } = this.span;
    if (this.opening + totals.in - totals.out !== closing) throw new Error('the statement does not add up');
    digest.add(totals.in, totals.out, closing);
    this.ended = { totalIn: totals.in, totalOut: totals.out, closing, digest: digest.end() };
  }

  /** What stands below the lines, once all were read. */
  foot(): NodeStatementFoot {
    if (!this.ended) throw new Error('the lines of the statement were not read');
    return this.ended;
  }

  private async *changes(): AsyncGenerator<BookedChange> {
    const range = { walletId: this.wallet.id, lastEntry: this.span.lastEntry, time: this.time };
    for (let afterEntry: bigint | undefined = 0n; afterEntry !== undefined; ) {
      const page = await this.books.page({ ...range, afterEntry });
      yield* page.changes;
      afterEntry = page.afterEntry;
    }
  }
}

/** From when to when: days or moments as they were asked for. */
export interface NodeStatementQuery {
  readonly from: string | undefined;
  readonly to: string | undefined;
}

/** Opens the statement of a node's wallet. */
export class StateNodeWallet {
  constructor(
    private readonly readWallet: ReadNodeWallet,
    private readonly books: NodeStatements,
  ) {}

  /** @throws InvalidTime · WalletNotFound */
  async execute(nodeId: NodeId, query: NodeStatementQuery): Promise<NodeStatement> {
    const time = parseTimeSpan(query.from, query.to);
    const wallet = await this.readWallet.execute(nodeId);
    return new NodeStatement(wallet, time, await this.books.span(wallet.id, time), this.books);
  }
}

function lineOf(
  { atMs, entry, kind: type, address, txid }: BookedChange,
  moved: Pick<NodeStatementLine, 'direction' | 'units' | 'balanceAfter'>,
): NodeStatementLine {
  return { time: new Date(atMs).toISOString(), entry, type, address, txid, ...moved };
}
