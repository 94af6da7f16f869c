import {
  AmountBelowDust,
  type BroadcastOutcome,
  DUST_UNITS,
  FeeAboveCap,
  FlopcoinPayments,
  formatFlop,
  InsufficientCoreFunds,
  InvalidRecipient,
  MAX_MONEY_UNITS,
  type Outpoint,
  type PaymentOrder,
  SerialQueue,
  type SignedPayment,
  type UndecidedReason,
} from '@app/node-registry';
import { booleanField, integerField, malformed, positiveUnitsField, text, textField } from './core-answer.js';
import { unless } from './core-flopcoin-node.js';
import { whyFundingFailed } from './core-funding-refusal.js';
import { CoreInputLocks } from './core-input-locks.js';
import type { CoreSession } from './core-session.js';
import { inputsOf } from './core-wallet-answers.js';
import { requireExpectedPayment } from './expected-payment.js';
import { recipientScript } from './recipient-script.js';
import { RpcCode, RpcError } from './rpc-answer.js';

interface FundedPayment {
  hex: string;
  feeUnits: bigint;
  hasChange: boolean;
  inputs: Outpoint[];
}

const UNDECIDED = new Map<number, UndecidedReason>([
  [RpcCode.verify, 'inputs_missing'],
  [RpcCode.rejected, 'rejected'],
  [RpcCode.undecodable, 'undecodable'],
]);

/** create → fund with locks → sign → decode and check, in Core's common subset of Flopcoin 2.0 and Litecoin 0.21. */
export class CoreFlopcoinPayments extends FlopcoinPayments {
  readonly #locks: CoreInputLocks;
  readonly #builds = new SerialQueue();
  #signMethod: 'signrawtransactionwithwallet' | 'signrawtransaction' = 'signrawtransactionwithwallet';
  #relayFeeUnits: bigint | null = null;

  constructor(private readonly session: CoreSession) {
    super();
    this.#locks = new CoreInputLocks(session);
  }

  override build(order: PaymentOrder): Promise<SignedPayment> {
    return this.#builds.run(() => this.session.trusted(() => this.#build(order)));
  }

  override releaseInputs(outpoints: readonly Outpoint[]): Promise<void> {
    return this.#builds.run(() => this.session.trusted(() => this.#locks.release(outpoints)));
  }

  override broadcast(hex: string): Promise<BroadcastOutcome> {
    return this.session.trusted(async () => {
      const outcome = await this.#offer(hex);
      // From here on the wallet itself knows that these coins are spent.
      if (outcome.kind !== 'undecided') this.#locks.forget(readableInputs(hex));
      return outcome;
    });
  }

  override isInMempool(txid: string): Promise<boolean> {
    return this.session.trusted(
      async () => (await unless(RpcCode.addressOrKey, () => this.session.rpc.read('getmempoolentry', [txid]))) !== null,
    );
  }

  async #offer(hex: string): Promise<BroadcastOutcome> {
    try {
      await this.session.rpc.write('sendrawtransaction', [hex]);
      return { kind: 'accepted' };
    } catch (error) {
      if (!(error instanceof RpcError)) throw error;
      if (error.code === RpcCode.alreadyInChain) return { kind: 'already_known' };
      return { kind: 'undecided', reason: UNDECIDED.get(error.code) ?? 'other', coreCode: error.code };
    }
  }

  async #build(order: PaymentOrder): Promise<SignedPayment> {
    if (order.amountUnits < DUST_UNITS) throw new AmountBelowDust();
    const script = await recipientScript(this.session, order.address);
    if (script === null) throw new InvalidRecipient();
    if (order.amountUnits > MAX_MONEY_UNITS) throw new InsufficientCoreFunds();
    await this.#locks.reconcile(order.heldInputs);
    const funded = await this.#fund(await this.#create(order), order);
    try {
      if (funded.feeUnits > order.maxFeeUnits) throw new FeeAboveCap(funded.feeUnits);
      const hex = await this.#sign(funded.hex);
      const decoded = await this.session.rpc.read('decoderawtransaction', [hex]);
      const relayFeeUnits = await this.#relayFee();
      const txid = requireExpectedPayment(decoded, {
        ...order,
        ...funded,
        hex,
        recipientScript: script,
        relayFeeUnits,
      });
      this.#locks.handOut(funded.inputs);
      return { hex, txid, feeUnits: funded.feeUnits, inputs: funded.inputs };
    } catch (error) {
      // What cannot be released now is released before the next build.
      await this.#locks.release(funded.inputs).catch(() => undefined);
      throw error;
    }
  }

  async #create({ address, amountUnits }: PaymentOrder): Promise<string> {
    try {
      const outputs = { [address]: formatFlop(amountUnits) };
      return text(await this.session.rpc.read('createrawtransaction', [[], outputs]), 'createrawtransaction');
    } catch (cause) {
      if (!(cause instanceof RpcError)) throw cause;
      if (cause.code === RpcCode.addressOrKey) throw new InvalidRecipient({ cause });
      // The address and the amount are good, so the amount is more than this coin can ever hold (Litecoin: 84 million).
      if (cause.code === RpcCode.typeOrAmount) throw new InsufficientCoreFunds({ cause });
      throw cause;
    }
  }

  async #fund(unfunded: string, order: PaymentOrder): Promise<FundedPayment> {
    try {
      const answer = await this.session.rpc.write('fundrawtransaction', [unfunded, { lockUnspents: true }]);
      const hex = textField(answer, 'hex');
      return {
        hex,
        feeUnits: positiveUnitsField(answer, 'fee'),
        hasChange: integerField(answer, 'changepos') >= 0,
        inputs: inputsOf(hex),
      };
    } catch (error) {
      if (error instanceof RpcError) throw await whyFundingFailed(this.session, error, order);
      throw error;
    }
  }

  /** Signing changes nothing in Core, so it is safe to find out which of the two names it knows by asking. */
  async #sign(hex: string): Promise<string> {
    const answer = await this.session.rpc.read(this.#signMethod, [hex]).catch((error: unknown) => {
      const unknown = error instanceof RpcError && error.code === RpcCode.unknownMethod;
      if (!unknown || this.#signMethod === 'signrawtransaction') throw error;
      this.#signMethod = 'signrawtransaction';
      return this.session.rpc.read(this.#signMethod, [hex]);
    });
    if (!booleanField(answer, 'complete')) throw malformed('signature is not complete');
    return textField(answer, 'hex');
  }

  async #relayFee(): Promise<bigint> {
    this.#relayFeeUnits ??= positiveUnitsField(await this.session.rpc.read('getnetworkinfo'), 'relayfee');
    return this.#relayFeeUnits;
  }
}

/** Core has taken the transaction when this is asked, so it must not fail. */
function readableInputs(hex: string): Outpoint[] {
  try {
    return inputsOf(hex);
  } catch {
    return [];
  }
}
