import { StorageHealth, within } from '@app/kernel';
import type { Audit, BookTotals } from '../model/audit.js';
import { FlopcoinNode } from '../ports/flopcoin-node.js';
import { ReserveBook } from '../ports/reserve-book.js';
import { SenderLease } from '../ports/sender-lease.js';
import { SetAsideRows } from '../ports/set-aside-rows.js';
import { FollowCoin } from '../services/follow-coin.js';
import { troubleOfBooks, troubleOfCore } from './readiness-reasons.js';

export interface WalletReadiness {
  readonly core: 'reachable' | 'unreachable';
  /** Height that Core tells now. */
  readonly height: number | undefined;
  /** Height up to which this process has followed it. */
  readonly followedHeight: number | undefined;
  readonly audit: Audit | undefined;
  /** Why payments would not be carried out, in words for operators; empty when all is well. */
  readonly reasons: readonly string[];
  /** Whether the database takes writes. */
  readonly isStored: boolean;
}

/** A readiness probe needs an answer, also while Core or the database hangs. */
const ANSWER_WITHIN_MS = 2_000;

/** The proof that what nodes were promised is there. */
export class ShowReserves {
  constructor(
    private readonly reserves: ReserveBook,
    private readonly rows: SetAsideRows,
    private readonly node: FlopcoinNode,
    private readonly following: FollowCoin,
    private readonly lease: SenderLease,
    private readonly storage: StorageHealth,
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

  /** Never rejects: trouble is an answer. */
  async readiness(): Promise<WalletReadiness> {
    const [storage, audit, status] = await Promise.all([
      this.storage.trouble(ANSWER_WITHIN_MS),
      within(this.reserves.lastAudit(), ANSWER_WITHIN_MS, late).catch(() => undefined),
      within(this.node.status(), ANSWER_WITHIN_MS, late).catch(troubleOfCore),
    ]);
    const core = typeof status === 'string' ? status : undefined;
    const reasons = [storage, core, this.troubleOfFollowing(audit), storage ?? troubleOfBooks(audit)];
    return {
      core: core === undefined ? 'reachable' : 'unreachable',
      height: typeof status === 'string' ? undefined : status.height,
      followedHeight: this.following.followedHeight,
      audit,
      isStored: storage === undefined,
      reasons: [...new Set(reasons.filter((reason) => reason !== undefined))],
    };
  }

  private troubleOfFollowing(audit: Audit | undefined): string | undefined {
    if (this.following.isCurrent) {
      if (!audit || this.following.isAudited(audit)) return undefined;
      return 'no process holds the sender’s lease, or the one that holds it does not follow the coin; see the log of each';
    }
    return this.lease.held()
      ? 'the coin could not be followed for 30 s; see the log'
      : 'no process holds the sender’s lease, or this one cannot tell; see the log';
  }
}

function late(): Error {
  return new Error('no answer in time');
}
