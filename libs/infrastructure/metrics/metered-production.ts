import { type BlocksLost, type ChainRole, ProductionObserver } from '@app/utxo';
import type { Logger } from 'pino';
import type { Metrics } from './metrics.js';

const SIZE_BUCKETS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];

/** The block producer in numbers and, where something fails, in the log. */
export class MeteredProduction extends ProductionObserver {
  private waiting = 0;
  private uncommitted = 0;
  private role: ChainRole = 'none';
  private readonly sizes;
  private readonly sealing;
  private readonly committing;

  constructor(
    metrics: Metrics,
    private readonly log: Logger,
    private readonly onCommit: () => void,
    private readonly onRole: (role: ChainRole) => void,
    private readonly onLoss: (loss: BlocksLost) => void,
  ) {
    super();
    this.sizes = metrics.distribution('mizan_block_transactions', 'Transactions per block', SIZE_BUCKETS);
    this.sealing = metrics.distribution('mizan_block_seal_seconds', 'Time to sign, mine and verify a block');
    this.committing = metrics.distribution('mizan_block_commit_seconds', 'Time to store a block');
    metrics.gauge('mizan_producer_queue', 'Requests that wait for a block', () => this.waiting);
    metrics.gauge('mizan_ledger_writer', 'Whether this process writes the chain', () => Number(this.role === 'writer'));
    metrics.gauge(
      'mizan_mempool_transactions',
      'Transactions in blocks that are not stored yet',
      () => this.uncommitted,
    );
  }

  override blockCommitted(facts: { transactions: number; sealMs: number; commitMs: number }): void {
    this.sizes.observe(facts.transactions);
    this.sealing.observe(facts.sealMs / 1000);
    this.committing.observe(facts.commitMs / 1000);
    this.onCommit();
  }

  override queueChanged(waiting: number, uncommitted: number): void {
    this.waiting = waiting;
    this.uncommitted = uncommitted;
  }

  override roleChanged(role: ChainRole): void {
    const before = this.role;
    this.role = role;
    this.log[role === 'none' ? 'warn' : 'info']({ role, before }, 'the role of this process for the chain');
    this.onRole(role);
  }

  override blocksLost(loss: BlocksLost): void {
    this.onLoss(loss);
  }

  override leadershipFailed(error: unknown): void {
    this.log.warn({ err: error }, 'the writer of the chain is not settled; trying again');
  }
}
