import { retryConflicts } from '@app/infrastructure/typeorm/retry-conflicts.js';
import type { NodeId } from '@app/node-registry';
import {
  type Audit,
  type BookTotals,
  type CoinIdentity,
  Consolidations,
  type CountedTransaction,
  DepositBook,
  NodeWalletHistory,
  NodeWallets,
  OperatorSpends,
  type ReceivedEntry,
  ReserveBook,
  SetAsideRows,
  type WalletLine,
  WalletWatch,
} from '@app/node-wallet';
import type { Cluster } from '../cluster.js';
import type { Life } from '../scheduler.js';
import { type Books, type Draft, inTransaction } from './books.js';

const ATTEMPTS = 5;
const CONFLICTS = 0.04;

/** The connections of one process to the registry's database. */
export class BookSession {
  constructor(
    private readonly life: Life,
    private readonly cluster: Cluster<Books>,
    private readonly chance: () => number,
    private readonly bug: { readonly isKept: boolean; readonly hasBarrier: boolean },
  ) {}

  read<T>(label: string, look: (books: Books) => T): Promise<T> {
    return this.cluster.run(this.life, label, (books) => ({ value: look(books) }));
  }

  /** As the real adapters do: undone by a conflict now and then, and then done again. */
  transaction<T>(label: string, work: (draft: Draft) => T): Promise<T> {
    return retryConflicts(ATTEMPTS, async () => {
      const isUndone = this.chance() < CONFLICTS;
      const conflictAt = isUndone ? 1 + Math.floor(this.chance() * 3) : 0;
      if (isUndone) this.cluster.happened.conflicts++;
      const { isKept } = this.bug;
      const done = await this.cluster.run(this.life, label, (books) =>
        inTransaction(books, { conflictAt, isKept }, work),
      );
      if ('error' in done) throw done.error;
      return done.value;
    });
  }

  /** A commit that writes, and so waits for the standby. */
  async reach(): Promise<void> {
    if (this.bug.hasBarrier) await this.cluster.reach(this.life);
  }
}

export const NODE = { nodeId: 'node-1' as NodeId, walletId: 1n } as const;

/** One node with one wallet. */
export class SimulatedNodeWallets extends NodeWallets {
  constructor(
    private readonly session: BookSession,
    private readonly address: string,
  ) {
    super();
  }

  override create = unused;
  override addAddress = unused;
  override addressTimes = unused;

  override find(nodeId: NodeId) {
    return this.session.read('wallet', ({ accounts: { available, reserved } }) => ({
      ...{ id: NODE.walletId, nodeId, walletName: 'w', address: this.address, isActive: true },
      ...{ createdAtMs: 0, updatedAtMs: undefined },
      funds: { availableUnits: available, reservedUnits: reserved, pendingUnits: 0n, owedUnits: 0n },
    }));
  }

  override addressesOf(): Promise<string[]> {
    return this.session.read('addresses', () => [this.address]);
  }

  override ownerOf(): Promise<undefined> {
    return this.session.read('owner of an address', () => undefined);
  }
}

export class SimulatedHistory extends NodeWalletHistory {
  constructor(private readonly session: BookSession) {
    super();
  }

  override page = unused;

  override lineOf(id: bigint): Promise<WalletLine> {
    return this.session.read('line', ({ payments }) => {
      const { walletId, state, txid, recipientAddress, amountUnits, feeUnits, createdAtMs } = payments.get(id)!;
      return {
        ...{ number: id, walletId, type: 'send', status: state === 'failed' ? 'failed' : 'pending', txid },
        ...{ recipientAddress, amountUnits, feeUnits: feeUnits ?? 0n, createdAtMs },
        ...{ blockHeight: undefined, confirmations: 0, confirmedAtMs: undefined },
      } as const;
    });
  }
}

/** Nothing comes in but what was there at first. */
export class SimulatedDeposits extends DepositBook {
  constructor(
    private readonly session: BookSession,
    private readonly known: ReadonlySet<string>,
    private readonly onStranger: (txid: string) => void,
  ) {
    super();
  }

  override open = unused;

  override pinned(): Promise<CoinIdentity> {
    return this.session.read('pinned', ({ identity }) => identity);
  }

  override async noteHoldings(): Promise<void> {}

  override cursor(): Promise<string> {
    return this.session.read('cursor', ({ cursor }) => cursor);
  }

  override ingest(entries: readonly ReceivedEntry[], _ownTxids: readonly string[], cursor: string): Promise<number> {
    for (const { txid } of entries) if (!this.known.has(txid)) this.onStranger(txid);
    return this.session.transaction('ingest', (draft) => {
      draft.note({ cursor });
      return 0;
    });
  }

  override async unsettled(): Promise<[]> {
    return [];
  }

  override async place(): Promise<void> {}

  override async move(): Promise<void> {}
}

/** The operator pays nothing by hand: what no payment of a node explains must not be. */
export class SimulatedOperatorSpends extends OperatorSpends {
  constructor(
    private readonly session: BookSession,
    private readonly known: ReadonlySet<string>,
    private readonly onStranger: (txid: string) => void,
  ) {
    super();
  }

  override unknown(txids: readonly string[]): Promise<string[]> {
    return this.session.read('unknown spends', (books) => this.strangers(books, txids));
  }

  override unaccounted(txids: readonly string[]): Promise<string[]> {
    return this.session.read('unaccounted', (books) => this.strangers(books, txids));
  }

  override unconfirmed(txids: readonly string[]): Promise<string[]> {
    return this.session.read('unconfirmed', ({ payments }) => {
      const waiting = [...payments.values()].filter(({ confirmations }) => confirmations === 0);
      const waitingTxids = new Set(waiting.map(({ txid }) => txid));
      return [...new Set(txids)].filter((txid) => waitingTxids.has(txid));
    });
  }

  override booked(txids: readonly string[]): Promise<Map<string, bigint>> {
    return this.session.read('booked', ({ payments }) => {
      const booked = new Map<string, bigint>();
      for (const { txid, state, amountUnits, feeUnits } of payments.values()) {
        const isOut = state === 'broadcast' || state === 'confirmed';
        if (txid && isOut && txids.includes(txid)) booked.set(txid, -(amountUnits + feeUnits!));
      }
      return booked;
    });
  }

  override async settle({ txid }: CountedTransaction): Promise<void> {
    this.onStranger(txid);
  }

  override async unsettled(): Promise<[]> {
    return [];
  }

  override async place(): Promise<void> {}

  private strangers({ payments }: Books, txids: readonly string[]): string[] {
    const paid = new Set([...payments.values()].map(({ txid }) => txid));
    return [...new Set(txids)].filter((txid) => !paid.has(txid) && !this.known.has(txid));
  }
}

export class SimulatedReserves extends ReserveBook {
  constructor(private readonly session: BookSession) {
    super();
  }

  override countAdoptions = unused;
  override adoption = unused;
  override adopt = unused;

  override totals(): Promise<BookTotals> {
    return this.session.read('totals', ({ accounts, payments }) => {
      const conflicted = [...payments.values()].filter((payment) => payment.conflicted);
      return {
        ...{ availableUnits: accounts.available, reservedUnits: accounts.reserved, pendingUnits: 0n, owedUnits: 0n },
        ...{ houseUnits: accounts.house, networkFeeUnits: accounts.network_fees, returningUnits: 0n },
        conflictedUnits: conflicted.reduce((sum, { amountUnits, feeUnits }) => sum + amountUnits + feeUnits!, 0n),
      };
    });
  }

  override lastAudit(): Promise<Audit | undefined> {
    return this.session.read('last audit', ({ audit }) => audit);
  }

  override record(audit: Audit): Promise<void> {
    return this.session.transaction('audit', (draft) => draft.note({ audit }));
  }
}

export class NoConsolidations extends Consolidations {
  override sign = unused;
  override bookOut = unused;
  override close = unused;

  override async open(): Promise<[]> {
    return [];
  }

  override async feesSince(): Promise<bigint> {
    return 0n;
  }
}

/** Core tells nothing that cannot be read. */
export class NoOddRows extends SetAsideRows {
  override settle = unused;
  override dismiss = unused;

  override async note(): Promise<[]> {
    return [];
  }

  override async open(): Promise<[]> {
    return [];
  }

  override async countOpen(): Promise<number> {
    return 0;
  }

  override async since(): Promise<undefined> {}
}

export class NoWatch extends WalletWatch {
  override async knownMarks(): Promise<string[]> {
    return ['mark'];
  }

  override async addMark(): Promise<void> {}

  override async rewardsToNodes(): Promise<[]> {
    return [];
  }
}

function unused(): never {
  throw new Error('nothing here asks for this');
}
