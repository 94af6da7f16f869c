import { type RpcObservation, RpcObserver } from '@app/infrastructure/flopcoin/rpc-observer.js';
import {
  type Audit,
  CoinObserver,
  type CoreOutage,
  CoreUnavailable,
  type Deposit,
  type DepositState,
  formatFlop,
  type OddRow,
  type Payment,
  type PaymentOutbox,
  type RewardToNode,
  type SetAsideRows,
  WrongChainOrWallet,
} from '@app/node-wallet';
import type { Logger } from 'pino';
import type { Metrics, Tally } from './metrics.js';

const REPEAT_AFTER_MS = 60_000;
/** Of rows that cannot be read, so many kinds are told of, each once; the counter has them all. */
const KINDS_TOLD = 100;

/** What does not pass by itself. */
const OPERATORS_FAULTS: Partial<Record<CoreOutage, string>> = {
  credentials:
    'Core refuses the login: check FLOPCOIN_RPC_USER and FLOPCOIN_RPC_PASSWORD, or that FLOPCOIN_RPC_COOKIE_FILE can be read',
  not_core: 'what answers at FLOPCOIN_RPC_HOST and FLOPCOIN_RPC_PORT is not Flopcoin Core',
};

/** The coin side in numbers and, where an operator should look, in the log. */
export class MeteredCoin extends CoinObserver {
  private driftUnits = 0n;
  private isFrozen = false;
  private trouble: { text: string; atMs: number } | undefined;

  constructor(
    metrics: Metrics,
    private readonly log: Logger,
    outbox: Pick<PaymentOutbox, 'countByState'>,
    rows: Pick<SetAsideRows, 'countOpen'>,
  ) {
    super();
    metrics.gaugeBy('registry_payments', 'Payments through Core by state', 'state', () => outbox.countByState());
    metrics.gaugeBy('registry_rows_set_aside', 'What Core tells and cannot be read, by state', 'state', async () => ({
      open: await rows.countOpen(),
    }));
    metrics.gauge('registry_drift_units', "Core's total less the ledger's, in units", () => Number(this.driftUnits));
    metrics.gauge('registry_sends_frozen', '1 while the auditor has stopped all sending', () => Number(this.isFrozen));
  }

  override paymentGivenUp({ id }: Payment, reason: unknown): void {
    this.log.warn({ paymentId: String(id), err: reason }, 'a payment was given up before anything was signed');
  }

  override paymentUndecided({ id, txid }: Payment, reason: unknown): void {
    this.log.warn(
      { paymentId: String(id), txid, ...why(reason) },
      'a signed payment is not with Core; it will be sent again',
    );
  }

  override paymentDropped({ id, txid }: Payment): void {
    this.log.warn({ paymentId: String(id), txid }, 'a payment is proven dead; its money is back');
  }

  override paymentWithdrawn({ id, txid, refusal }: Payment): void {
    this.log.warn(
      { paymentId: String(id), txid, coreCode: refusal?.coreCode },
      'Core kept refusing a payment that never left: it is ended and its money is back',
    );
  }

  override depositMoved({ txid, vout, amountUnits, state }: Deposit, to: DepositState): void {
    const facts = { txid, vout, amount: formatFlop(amountUnits), from: state, to };
    if (to === 'reversed') this.log.warn(facts, 'a deposit was double-spent or has vanished; it is booked back');
    else this.log.info(facts, 'a deposit moved on');
  }

  override audited({ driftUnits, coreUnits, height, frozenBy, explained }: Audit, before: Audit | undefined): void {
    this.driftUnits = driftUnits;
    this.isFrozen = frozenBy !== undefined;
    const facts = { height, core: formatFlop(coreUnits), drift: formatFlop(driftUnits), frozenBy };
    if (frozenBy && (before?.frozenBy !== frozenBy || before.driftUnits !== driftUnits))
      this.log.error(facts, 'the ledger and Core disagree, or nodes owe more than is there: sends are frozen');
    else if (driftUnits !== 0n && !frozenBy && before?.driftUnits !== driftUnits)
      this.log.warn(
        facts,
        'Core holds more than the ledger says, and tells of something that cannot be read: see mizan reserves stuck',
      );
    const told = new Set(before?.explained.map(({ txid }) => txid));
    for (const { txid, units } of explained)
      if (!told.has(txid))
        this.log.warn(
          { txid, drift: formatFlop(units) },
          'Core counts a payment otherwise than the ledger; its node cannot send',
        );
    if (!frozenBy && before?.frozenBy) this.log.info(facts, 'the ledger and Core agree again: sends go on');
  }

  override rewardToNode({ nodeId, txid, amountUnits }: RewardToNode): void {
    this.log.warn(
      { nodeId, txid, amount: formatFlop(amountUnits) },
      "mined money came to an address of a node; it is the house's, see docs/core-operations.md",
    );
  }

  override walletIsShared(others: number): void {
    this.log.error(
      { others },
      'another registry uses this wallet of Core: give each a Core of its own, or accept what an earlier one left with mizan core pin',
    );
  }

  override rowSetAside({ id, source, txid, why }: OddRow): void {
    this.log.warn(
      { row: id, source, txid, why },
      'Core tells of something that cannot be read; it is set aside and tried again, and the rest goes on: see mizan reserves stuck',
    );
  }

  override rowReadable({ id, source, txid }: OddRow): void {
    this.log.info({ row: id, source, txid }, 'what was set aside could be read');
  }

  override followingFailed(error: unknown): void {
    const reason = error instanceof CoreUnavailable ? error.reason : '';
    const text = `${error instanceof Error ? error.message : String(error)} ${reason}`;
    const nowMs = Date.now();
    if (this.trouble?.text === text && nowMs - this.trouble.atMs < REPEAT_AFTER_MS) return;
    this.trouble = { text, atMs: nowMs };
    const fault = operatorsFault(error);
    if (fault) this.log.error({ err: error }, fault);
    else this.log.warn({ err: error }, 'the coin could not be followed; trying again');
  }
}

function operatorsFault(error: unknown): string | undefined {
  if (error instanceof WrongChainOrWallet)
    return 'Core serves another wallet or chain than the pinned one; after encryptwallet, mizan core pin pins it anew';
  return error instanceof CoreUnavailable ? OPERATORS_FAULTS[error.reason] : undefined;
}

function why(reason: unknown): object {
  return reason instanceof Error ? { err: reason } : { outcome: reason };
}

/** Calls to Core: how long they take, and how they end. */
export class MeteredRpc extends RpcObserver {
  private readonly durations;
  private readonly leftOut: Tally;
  private readonly told = new Set<string>();

  constructor(
    metrics: Metrics,
    private readonly log: Logger,
  ) {
    super();
    this.durations = metrics.distributionBy('registry_core_rpc_seconds', 'Calls to Core by method and outcome', [
      'method',
      'outcome',
    ]);
    this.leftOut = metrics.counter(
      'registry_core_rows_left_out_total',
      'Rows of answers of Core that could not be read',
    );
  }

  override observe({ method, outcome, durationMs }: RpcObservation): void {
    this.durations.of(method, outcome).observe(durationMs / 1000);
  }

  override rowLeftOut(method: string, why: string): void {
    this.leftOut.add();
    const text = `${method} ${why}`;
    if (this.told.has(text) || this.told.size >= KINDS_TOLD) return;
    this.told.add(text);
    this.log.warn({ method, why }, 'a row of an answer of Core cannot be read and is left out');
  }
}
