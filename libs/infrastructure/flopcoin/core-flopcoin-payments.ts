import {
  AmountBelowDust,
  type BroadcastOutcome,
  type CoinChoice,
  type CoinOutpoint,
  type ConsolidationOrder,
  chooseCrumbs,
  choosePaymentCoins,
  DUST_UNITS,
  FeeAboveCap,
  FlopcoinPayments,
  formatFlop,
  InsufficientCoreFunds,
  InvalidRecipient,
  MAX_MONEY_UNITS,
  type NoChoice,
  type PaymentOrder,
  SerialQueue,
  type SignedPayment,
  type UndecidedReason,
  WalletLocked,
} from '@app/node-wallet';
import {
  booleanField,
  hash,
  integerField,
  list,
  malformed,
  optionalField,
  positiveUnitsField,
  text,
  textField,
} from './core-answer.js';
import { coreFeeRate } from './core-fee-rate.js';
import { unless } from './core-flopcoin-node.js';
import { CoreInputLocks } from './core-input-locks.js';
import type { CoreSession } from './core-session.js';
import { type CoreCoin, CoreUnspentCoins } from './core-unspent-coins.js';
import { inputsOf } from './core-wallet-answers.js';
import { requireExpectedPayment } from './expected-payment.js';
import { recipientScript } from './recipient-script.js';
import { RpcCode, RpcError } from './rpc-answer.js';

/** A transaction that was chosen and not made yet. */
interface Draft {
  coins: readonly CoreCoin[];
  feeUnits: bigint;
  changeUnits: bigint;
  /** Besides the change. */
  recipient: { address: string; script: string; amountUnits: bigint } | undefined;
}

const UNDECIDED = new Map<number, UndecidedReason>([
  [RpcCode.verify, 'inputs_missing'],
  [RpcCode.rejected, 'rejected'],
  [RpcCode.undecodable, 'undecodable'],
]);

/** choose → create → lock → sign → decode and check, in Core's common subset of Flopcoin 2.0 and Litecoin 0.21. */
export class CoreFlopcoinPayments extends FlopcoinPayments {
  private readonly locks: CoreInputLocks;
  private readonly builds = new SerialQueue();
  private signMethod: 'signrawtransactionwithwallet' | 'signrawtransaction' = 'signrawtransactionwithwallet';
  private relayFeeUnits: bigint | null = null;
  /** Made for a transaction that was not finished: the next one takes it, so that what fails uses up no keys. */
  private spareChange: string | null = null;
  private readonly coins: CoreUnspentCoins;

  constructor(private readonly session: CoreSession) {
    super();
    this.locks = new CoreInputLocks(session);
    this.coins = new CoreUnspentCoins(session);
  }

  override build(order: PaymentOrder): Promise<SignedPayment> {
    return this.builds.run(() => this.session.trusted(() => this.buildPayment(order)));
  }

  override consolidate(order: ConsolidationOrder): Promise<SignedPayment | undefined> {
    return this.builds.run(() => this.session.trusted(() => this.consolidateCoins(order)));
  }

  override releaseInputs(outpoints: readonly CoinOutpoint[]): Promise<void> {
    return this.builds.run(() => this.session.trusted(() => this.locks.release(outpoints)));
  }

  override broadcast(hex: string): Promise<BroadcastOutcome> {
    return this.session.trusted(async () => {
      const outcome = await this.offer(hex);
      // From here on the wallet itself knows that these coins are spent.
      if (outcome.kind !== 'undecided') this.locks.forget(readableInputs(hex));
      return outcome;
    });
  }

  override isInMempool(txid: string): Promise<boolean> {
    return this.session.trusted(
      async () => (await unless(RpcCode.addressOrKey, () => this.session.rpc.read('getmempoolentry', [txid]))) !== null,
    );
  }

  override mempool(): Promise<ReadonlySet<string>> {
    return this.session.trusted(async () => {
      const rows = list(await this.session.rpc.read('getrawmempool'), 'getrawmempool');
      return new Set(this.session.rpc.readableRows('getrawmempool', rows, (txid) => hash(txid, 'getrawmempool')));
    });
  }

  private async offer(hex: string): Promise<BroadcastOutcome> {
    try {
      await this.session.rpc.write('sendrawtransaction', [hex]);
      return { kind: 'accepted' };
    } catch (error) {
      if (!(error instanceof RpcError)) throw error;
      if (error.code === RpcCode.alreadyInChain) return { kind: 'already_known' };
      return { kind: 'undecided', reason: UNDECIDED.get(error.code) ?? 'other', coreCode: error.code };
    }
  }

  private async buildPayment(order: PaymentOrder): Promise<SignedPayment> {
    const { address, amountUnits } = order;
    if (amountUnits < DUST_UNITS) throw new AmountBelowDust();
    const script = await recipientScript(this.session, address);
    if (script === null) throw new InvalidRecipient();
    if (amountUnits > MAX_MONEY_UNITS) throw new InsufficientCoreFunds();
    const rateUnits = await this.readyRate();
    const taken = await this.locks.reconcile(order.heldInputs);
    const choice = await this.choose(order, rateUnits, taken);
    return this.make({ ...choice, recipient: { address, script, amountUnits } });
  }

  private async consolidateCoins({ maxRateUnits, maxFeeUnits, heldInputs }: ConsolidationOrder) {
    const rateUnits = await this.readyRate();
    if (rateUnits > maxRateUnits) return undefined;
    const taken = await this.locks.reconcile(heldInputs);
    const choice = chooseCrumbs(await this.coins.crumbs(rateUnits, taken), { rateUnits, maxFeeUnits });
    return choice && this.make({ ...choice, recipient: undefined });
  }

  /** What 1000 bytes cost. A locked wallet is noticed here, before anything is chosen and any key is used up. */
  private async readyRate(): Promise<bigint> {
    const info = await this.session.rpc.read('getwalletinfo');
    if (isLocked(info)) throw new WalletLocked();
    return coreFeeRate(this.session, info, await this.relayFee());
  }

  private async choose(
    order: PaymentOrder,
    rateUnits: bigint,
    taken: readonly CoinOutpoint[],
  ): Promise<CoinChoice<CoreCoin>> {
    const { amountUnits, maxFeeUnits } = order;
    let refusal: NoChoice = { refused: 'not_enough' };
    for await (const pool of this.coins.pools(rateUnits, taken, order.payerAddresses)) {
      const choice = choosePaymentCoins(pool, { amountUnits, rateUnits, maxFeeUnits });
      if (!('refused' in choice)) return choice;
      refusal = choice;
    }
    throw refusal.refused === 'fee_above_cap' ? new FeeAboveCap(refusal.feeUnits) : new InsufficientCoreFunds();
  }

  private async make({ coins, feeUnits, changeUnits, recipient }: Draft): Promise<SignedPayment> {
    const inputs = coins.map(({ txid, vout }) => ({ txid, vout }));
    const paid = recipient ? [recipient] : [];
    const change = changeUnits > 0n ? [{ address: await this.changeAddress(), amountUnits: changeUnits }] : [];
    const unsigned = await this.create(inputs, [...paid, ...change]);
    try {
      await this.locks.lock(inputs);
      const hex = await this.sign(unsigned);
      const decoded = await this.session.rpc.read('decoderawtransaction', [hex]);
      const outputs = [...paid, ...change.map(({ amountUnits }) => ({ script: undefined, amountUnits }))];
      const relayFeeUnits = await this.relayFee();
      const txid = requireExpectedPayment(decoded, { hex, outputs, feeUnits, inputs, relayFeeUnits });
      this.locks.handOut(inputs);
      if (change.length > 0) this.spareChange = null;
      return { hex, txid, feeUnits, inputs };
    } catch (error) {
      // What cannot be released now is released before the next build.
      await this.locks.release(inputs).catch(() => undefined);
      throw error;
    }
  }

  private async changeAddress(): Promise<string> {
    this.spareChange ??= text(await this.session.rpc.write('getrawchangeaddress'), 'getrawchangeaddress');
    return this.spareChange;
  }

  private async create(
    inputs: CoinOutpoint[],
    outputs: readonly { address: string; amountUnits: bigint }[],
  ): Promise<string> {
    const paid = Object.fromEntries(outputs.map(({ address, amountUnits }) => [address, formatFlop(amountUnits)]));
    try {
      return text(await this.session.rpc.read('createrawtransaction', [inputs, paid]), 'createrawtransaction');
    } catch (cause) {
      if (!(cause instanceof RpcError)) throw cause;
      if (cause.code === RpcCode.addressOrKey) throw new InvalidRecipient({ cause });
      // The address and the amount are good, so the amount is more than this coin can ever hold (Litecoin: 84 million).
      if (cause.code === RpcCode.typeOrAmount) throw new InsufficientCoreFunds({ cause });
      throw cause;
    }
  }

  /** Signing changes nothing in Core, so it is safe to find out which of the two names it knows by asking. */
  private async sign(hex: string): Promise<string> {
    const answer = await this.session.rpc.read(this.signMethod, [hex]).catch((error: unknown) => {
      const unknown = error instanceof RpcError && error.code === RpcCode.unknownMethod;
      if (!unknown || this.signMethod === 'signrawtransaction') throw error;
      this.signMethod = 'signrawtransaction';
      return this.session.rpc.read(this.signMethod, [hex]);
    });
    if (!booleanField(answer, 'complete')) throw malformed('signature is not complete');
    return textField(answer, 'hex');
  }

  private async relayFee(): Promise<bigint> {
    this.relayFeeUnits ??= positiveUnitsField(await this.session.rpc.read('getnetworkinfo'), 'relayfee');
    return this.relayFeeUnits;
  }
}

/** Core tells when an encrypted wallet will lock itself, 0 when it has; of one that is not encrypted it tells nothing. */
function isLocked(walletInfo: unknown): boolean {
  return optionalField(walletInfo, 'unlocked_until') !== undefined && integerField(walletInfo, 'unlocked_until') === 0;
}

/** Core has taken the transaction when this is asked, so it must not fail. */
function readableInputs(hex: string): CoinOutpoint[] {
  try {
    return inputsOf(hex);
  } catch {
    return [];
  }
}
