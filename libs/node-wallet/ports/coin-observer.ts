import type { Audit } from '../model/audit.js';
import type { Deposit, DepositState } from '../model/deposit.js';
import type { OddRow } from '../model/odd-row.js';
import type { Payment } from '../model/payment.js';
import type { RewardToNode } from './wallet-watch.js';

/** Told of what an operator should see of the coin side. Must not throw. */
export abstract class CoinObserver {
  abstract paymentGivenUp(payment: Payment, reason: unknown): void;

  /** It is signed and stored, and Core did not take it; it will be offered again. */
  abstract paymentUndecided(payment: Payment, reason: unknown): void;

  /** Proven dead: the money is back. */
  abstract paymentDropped(payment: Payment): void;

  /** Core kept refusing it, and the network never had its bytes: the money is back. */
  abstract paymentWithdrawn(payment: Payment): void;

  /** `from` credited `to` reversed is money taken back. */
  abstract depositMoved(deposit: Deposit, to: DepositState): void;

  /** After every audit; `before` is the word before it. */
  abstract audited(audit: Audit, before: Audit | undefined): void;

  /** Mined money came to an address of a node: it is the house's. */
  abstract rewardToNode(reward: RewardToNode): void;

  /** So many other registries have left their mark in Core's wallet. */
  abstract walletIsShared(others: number): void;

  /** Core tells of something in a form that cannot be read: it is kept, and the rest goes on. */
  abstract rowSetAside(row: OddRow): void;

  /** It could be read since. */
  abstract rowReadable(row: OddRow): void;

  /** A round of following was not finished; the next one begins anew. */
  abstract followingFailed(error: unknown): void;
}
