import { Clock, requireIdempotencyKey } from '@app/kernel';
import type { NodeId } from '@app/node-registry';
import { NodeDeregistered } from '@app/node-registry';
import { InvalidRecipient } from '../coin.errors.js';
import { parseFlop } from '../model/flop-amount.js';
import { fingerprintOf, type IdempotencyKey } from '../model/idempotency-key.js';
import { SpendingPolicy } from '../model/spending-policy.js';
import { PaymentUndecided, WalletNotFound } from '../node-wallet.errors.js';
import { FlopcoinWallet } from '../ports/flopcoin-wallet.js';
import { NodeWalletHistory, type WalletLine } from '../ports/node-wallet-history.js';
import { NodeWallets } from '../ports/node-wallets.js';
import { PaymentOutbox } from '../ports/payment-outbox.js';
import { DeliverPayments } from './deliver-payments.js';
import { MeetCoin } from './meet-coin.js';

export interface SendOrder {
  readonly nodeId: NodeId;
  readonly recipientAddress: string;
  /** FLOP, as written by the caller. */
  readonly amount: string;
  readonly idempotencyKey: string | undefined;
}

/** How long a caller waits for the signature; then the order is given up, or is on its way. */
const WAIT_MS = 20_000;

/** Pays from a node's wallet: to another node in the books, to anybody else through Core. */
export class SendFromNode {
  constructor(
    private readonly wallets: NodeWallets,
    private readonly outbox: PaymentOutbox,
    private readonly history: NodeWalletHistory,
    private readonly coin: FlopcoinWallet,
    private readonly meeting: MeetCoin,
    private readonly delivery: DeliverPayments,
    private readonly policy: SpendingPolicy,
    private readonly clock: Clock,
  ) {}

  /**
   * Resolves to the sender's line once the payment is in the books or signed and stored; from then on the registry sees to
   * it that it arrives. What is thrown means that nothing was and nothing will be paid, PaymentUndecided excepted.
   *
   * @throws InvalidIdempotencyKey, WalletNotFound, NodeDeregistered, InvalidRecipient, InvalidAmount, AmountBelowDust,
   *   AmountAboveLimit, SendsFrozen, RateLimitExceeded, InsufficientBalance; IdempotencyKeyReused and PaymentInFlight as soon
   *   as the amount is read; then what DeliverPayments throws
   */
  async execute(order: SendOrder): Promise<WalletLine> {
    requireIdempotencyKey(order.idempotencyKey);
    const wallet = await this.wallets.find(order.nodeId);
    if (!wallet) throw new WalletNotFound(order.nodeId);
    const replayed = await this.replay(order, wallet.id);
    if (replayed) return replayed;
    if (!wallet.isActive) throw new NodeDeregistered(order.nodeId);
    const recipient = await this.recipient(order.recipientAddress);
    const amountUnits = parseFlop(order.amount);
    this.policy.requireSendable(amountUnits);
    const atMs = this.clock.nowMs();
    const { payment, isReplay } = await this.outbox.reserve({
      nodeId: order.nodeId,
      recipientAddress: order.recipientAddress,
      recipientWalletId: recipient,
      amountUnits,
      policy: this.policy,
      idempotencyKey: keyOf(order, amountUnits),
      atMs,
      deadlineAtMs: atMs + WAIT_MS,
    });
    if (payment.kind === 'send' && !isReplay) await this.delivery.execute(payment);
    return this.firstAnswer(payment.id);
  }

  /** Before anything that may have changed since the first request is looked at. */
  private async replay(order: SendOrder, walletId: bigint): Promise<WalletLine | undefined> {
    if (order.idempotencyKey === undefined) return undefined;
    const key = keyOf(order, unitsOrZero(order.amount))!;
    const earlier = await this.outbox.findByKey(walletId, key);
    return earlier && this.firstAnswer(earlier.id);
  }

  /** The wallet of the node that owns the address, `undefined` when it is not an address of a node here. */
  private async recipient(address: string): Promise<bigint | undefined> {
    const owner = await this.wallets.ownerOf(address);
    if (owner) return owner.walletId;
    if (address === '') throw new InvalidRecipient();
    await this.meeting.execute();
    if (!(await this.coin.validateAddress(address)).valid) throw new InvalidRecipient();
    return undefined;
  }

  /** As it was when it was first given, so that a repetition of the request reads the same. */
  private async firstAnswer(paymentId: bigint): Promise<WalletLine> {
    const line = await this.history.lineOf(paymentId).catch((cause: unknown) => {
      throw new PaymentUndecided({ cause });
    });
    if (line.type === 'internal') return line;
    return { ...line, status: 'pending', confirmations: 0, blockHeight: undefined, confirmedAtMs: undefined };
  }
}

function keyOf(order: SendOrder, amountUnits: bigint): IdempotencyKey | undefined {
  const { idempotencyKey: key, recipientAddress } = order;
  return key === undefined ? undefined : { key, fingerprint: fingerprintOf({ recipientAddress, amountUnits }) };
}

/** No payment is of 0, so an amount that cannot be read is another order than any that was stored. */
function unitsOrZero(amount: string): bigint {
  try {
    return parseFlop(amount);
  } catch {
    return 0n;
  }
}
