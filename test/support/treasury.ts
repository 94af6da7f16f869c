import { VerifyChain } from '@app/chain';
import { EnvelopeVault } from '@app/infrastructure/crypto/envelope-vault.js';
import { MemoryTreasuryOrders } from '@app/infrastructure/memory/memory-treasury-orders.js';
import { CarryOutOrder, DecideOrder, OrdersInHand, ProposeOrder, TreasuryPolicy, TreasuryWallet } from '@app/treasury';
import { InlineBlockVerifier, type Ledger, scheme } from './ledger.js';

/** The treasury of a ledger in memory, where so many approve. */
export function openTreasury(ledger: Ledger, { approvals = 1, perDay = 10n ** 12n } = {}) {
  const { store, producer, clock, log, unspent } = ledger;
  const orders = new MemoryTreasuryOrders(store);
  const policy = new TreasuryPolicy(approvals, { issue: perDay, redemption: perDay });
  const inHand = new OrdersInHand();
  const vault = EnvelopeVault.ephemeral();
  const wallet = new TreasuryWallet(vault, scheme);
  const carryOut = new CarryOutOrder(orders, inHand, wallet, producer, clock, log);
  const verifyChain = new VerifyChain(store, new InlineBlockVerifier(), (tip) => unspent.asOf(tip), orders);
  return {
    orders,
    wallet,
    propose: new ProposeOrder(orders, policy, wallet, vault, clock),
    decide: new DecideOrder(orders, policy, carryOut, inHand, producer, clock),
    verify: () => verifyChain.execute(),
  };
}
