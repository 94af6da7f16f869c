import type { Clock } from '@app/kernel';
import type { Payment } from '../model/payment.js';
import { SpendingPolicy } from '../model/spending-policy.js';
import { PaymentUndecided } from '../node-wallet.errors.js';
import type { CoinObserver } from '../ports/coin-observer.js';
import type { FlopcoinNode } from '../ports/flopcoin-node.js';
import type { FlopcoinPayments } from '../ports/flopcoin-payments.js';
import type { NodeWallets } from '../ports/node-wallets.js';
import type { PaymentOutbox } from '../ports/payment-outbox.js';
import type { SenderLease } from '../ports/sender-lease.js';
import { CoinQueue } from '../services/coin-queue.js';
import { DeliverPayments } from './deliver-payments.js';
import type { SettlePayments } from './settle-payments.js';

const reserved = { id: 1n, state: 'created', deadlineAtMs: 1_000 } as Payment;
const gone = async () => {
  throw new Error('the database is gone');
};

/** Books that fail in one step; nothing else of the registry is reached. */
function delivery(isSender: boolean, outbox: Partial<PaymentOutbox>, nowMs = 0): DeliverPayments {
  return new DeliverPayments(
    outbox as PaymentOutbox,
    {} as NodeWallets,
    { status: gone } as unknown as FlopcoinNode,
    {} as FlopcoinPayments,
    {} as SettlePayments,
    { held: () => isSender } as SenderLease,
    new CoinQueue(),
    new SpendingPolicy(),
    {} as CoinObserver,
    { nowMs: () => nowMs } as Clock,
  );
}

it.each([
  ['the sender looks it up', true, { find: gone }],
  ['another process is watched', false, { find: gone }],
  ['it is given up', true, { find: async () => reserved, giveUp: gone }],
])('a reserved payment is undecided when the books cannot be asked while %s', async (_, isSender, outbox) => {
  await expect(delivery(isSender, outbox).execute(reserved)).rejects.toBeInstanceOf(PaymentUndecided);
});

it('a reserved payment is undecided when it expires and the books cannot be asked', async () => {
  const outbox = { find: () => new Promise<never>(() => undefined), giveUp: gone };
  await expect(delivery(true, outbox, 2_000).execute(reserved)).rejects.toBeInstanceOf(PaymentUndecided);
});
