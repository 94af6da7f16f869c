import { parseTransaction } from '@app/infrastructure/flopcoin/coin-transaction.js';
import { HandedOutInputs } from '@app/infrastructure/flopcoin/handed-out-inputs.js';
import {
  type BroadcastOutcome,
  type CoinOutpoint,
  type ConsolidationOrder,
  CoreRefused,
  FlopcoinPayments,
  type PaymentOrder,
  SerialQueue,
  type SignedPayment,
} from '@app/node-wallet';
import { WALLET_FEE_RATE_UNITS } from './devnet-parameters.js';
import { transactionRow } from './devnet-planner.js';
import type { DevnetSession } from './devnet-session.js';
import type { Spend } from './make-spend.js';

export class DevnetFlopcoinPayments extends FlopcoinPayments {
  private readonly handedOut = new HandedOutInputs();
  private readonly builds = new SerialQueue();

  constructor(private readonly session: DevnetSession) {
    super();
  }

  override build(order: PaymentOrder): Promise<SignedPayment> {
    return this.builds.run(() => this.session.call('build', () => this.buildSpend(order)));
  }

  override releaseInputs(outpoints: readonly CoinOutpoint[]): Promise<void> {
    return this.session.call('releaseInputs', () => this.handedOut.remove(outpoints));
  }

  override async broadcast(hex: string): Promise<BroadcastOutcome> {
    try {
      const outcome = await this.session.call('broadcast', () => this.session.devnet.accept(hex));
      if (outcome.kind !== 'undecided') this.handedOut.remove(parseTransaction(hex).inputs);
      return outcome;
    } catch (error) {
      if (!(error instanceof CoreRefused)) throw error;
      return { kind: 'undecided', reason: 'other', coreCode: error.coreCode };
    }
  }

  override isInMempool(txid: string): Promise<boolean> {
    return this.session.call('isInMempool', () => this.session.devnet.ledger.isInMempool(txid));
  }

  override mempool(): Promise<ReadonlySet<string>> {
    return this.session.call('mempool', () => new Set(this.session.devnet.ledger.mempool));
  }

  override consolidate({
    maxRateUnits,
    maxFeeUnits,
    heldInputs,
  }: ConsolidationOrder): Promise<SignedPayment | undefined> {
    return this.builds.run(() =>
      this.session.call('build', async () => {
        if (WALLET_FEE_RATE_UNITS > maxRateUnits) return undefined;
        const taken = this.handedOut.taken(heldInputs);
        const spend = await this.session.devnet.prepareConsolidation({ taken, maxFeeUnits });
        return spend && this.handOut(spend);
      }),
    );
  }

  private async buildSpend({ heldInputs, ...payment }: PaymentOrder): Promise<SignedPayment> {
    const taken = this.handedOut.taken(heldInputs);
    return this.handOut(await this.session.devnet.prepare({ ...payment, taken }));
  }

  private handOut({ coins, transaction, feeUnits }: Spend): SignedPayment {
    const inputs = coins.map(({ txid, vout }) => ({ txid, vout }));
    this.handedOut.add(inputs);
    return { ...transactionRow(transaction), feeUnits, inputs };
  }
}
