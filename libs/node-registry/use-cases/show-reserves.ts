import { setTimeout as sleep } from 'node:timers/promises';
import type { Audit, BookTotals } from '../model/audit.js';
import { FlopcoinNode } from '../ports/flopcoin-node.js';
import { ReserveBook } from '../ports/reserve-book.js';
import { SetAsideRows } from '../ports/set-aside-rows.js';
import { FollowCoin } from './follow-coin.js';

export interface WalletReadiness {
  readonly core: 'reachable' | 'unreachable';
  /** Height that Core tells now. */
  readonly height: number | undefined;
  /** Height up to which this process has followed it. */
  readonly followedHeight: number | undefined;
  readonly audit: Audit | undefined;
  /** Everything is well: Core answers, its blocks are being followed, and the books agree with it. */
  readonly isReady: boolean;
}

/** Whoever asks about readiness wants an answer, also while Core or the database hangs. */
const ANSWER_WITHIN_MS = 2_000;

/** The proof that what nodes were promised is there. */
export class ShowReserves {
  constructor(
    private readonly reserves: ReserveBook,
    private readonly rows: SetAsideRows,
    private readonly node: FlopcoinNode,
    private readonly following: FollowCoin,
  ) {}

  /** `audit` is undefined before the first one. */
  async execute(): Promise<{ books: BookTotals; audit: Audit | undefined; setAside: number }> {
    const [books, audit, setAside] = await Promise.all([
      this.reserves.totals(),
      this.reserves.lastAudit(),
      this.rows.countOpen(),
    ]);
    return { books, audit, setAside };
  }

  /** Rejects when the database does not answer; trouble with Core is an answer. */
  async readiness(): Promise<WalletReadiness> {
    const [audit, status] = await Promise.all([
      within(this.reserves.lastAudit()),
      within(this.node.status()).catch(() => undefined),
    ]);
    const isReady = status !== undefined && this.following.isCurrent && audit !== undefined && !audit.frozenBy;
    const { followedHeight } = this.following;
    return { core: status ? 'reachable' : 'unreachable', height: status?.height, followedHeight, audit, isReady };
  }
}

async function within<T>(answer: Promise<T>): Promise<T> {
  const done = new AbortController();
  const late = sleep(ANSWER_WITHIN_MS, undefined, { signal: done.signal }).then(() => {
    throw new Error('no answer in time');
  });
  late.catch(() => undefined);
  try {
    return await Promise.race([answer, late]);
  } finally {
    done.abort();
    answer.catch(() => undefined);
  }
}
