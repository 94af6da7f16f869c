import { randomUUID } from 'node:crypto';
import { MAX_SUPPLY, type OrderKind, orderHash } from '@app/chain';
import { Clock, IdempotencyKeyReused, KeyVault } from '@app/kernel';
import { claimOf, type RequestClaim, SupplyExhausted } from '@app/utxo';
import { type Address, AmountNotPositive, InvalidReference, isLine, parsePayee } from '@app/wallet';
import type { Order } from '../model/order.js';
import { TreasuryPolicy } from '../model/treasury-policy.js';
import { TreasuryOrders } from '../ports/treasury-orders.js';
import { TreasuryWallet } from '../services/treasury-wallet.js';
import { DailyLimitReached, ReferenceTaken } from '../treasury.errors.js';

const LONGEST_REFERENCE = 64;

/** An order as it is asked for. */
export interface OrderProposal {
  /** Who gets what is issued. What is redeemed comes out of the wallet of the treasury. */
  readonly address?: string;
  readonly amount: bigint;
  readonly reference: string;
}

export interface ProposedOrder {
  readonly order: Order;
  /** True when an earlier request with the key proposed it. */
  readonly isReplay: boolean;
}

/** Who asks, as in the audit trail, and the key that they gave, if any: see KeyedRequest. */
export interface Proposer {
  readonly actor: string;
  readonly idempotency?: { readonly key: string; readonly caller: string } | undefined;
}

/** Proposes to issue or to redeem units. Nothing is done until it is approved. */
export class ProposeOrder {
  constructor(
    private readonly orders: TreasuryOrders,
    private readonly policy: TreasuryPolicy,
    private readonly wallet: TreasuryWallet,
    private readonly vault: KeyVault,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws InvalidAddress · AmountNotPositive · InvalidReference · SupplyExhausted · IdempotencyKeyReused · ReferenceTaken ·
   *   DailyLimitReached
   */
  async execute(kind: OrderKind, proposal: OrderProposal, { actor, idempotency }: Proposer): Promise<ProposedOrder> {
    const asked = { kind, id: randomUUID(), ...readProposal({ ...proposal, address: this.addressOf(kind, proposal) }) };
    const claim = idempotency && this.claim(asked, idempotency);
    const earlier = claim && (await this.earlier(claim));
    if (earlier) return { order: earlier, isReplay: true };
    const proposed = { by: actor, atMs: this.clock.nowMs() };
    const order = { ...asked, hash: orderHash(asked).toString('hex'), proposed, claim };
    switch (await this.orders.propose(order, this.policy.limitOf(kind))) {
      case 'repeated':
        return { order: (await this.earlier(claim!))!, isReplay: true };
      case 'reference_taken':
        throw new ReferenceTaken();
      case 'excessive':
        throw new DailyLimitReached();
      case 'proposed':
        return { order: (await this.orders.find(order.id))!, isReplay: false };
    }
  }

  private addressOf(kind: OrderKind, { address = '' }: OrderProposal): string {
    return kind === 'redemption' ? this.wallet.address : address;
  }

  private claim(
    { kind, address, amount, reference }: Omit<OrderProposal, 'address'> & { kind: OrderKind; address: Address },
    { key, caller }: { key: string; caller: string },
  ): RequestClaim {
    const meaning = [address, String(amount), reference];
    return claimOf({ route: `treasury ${kind}`, caller, key, meaning }, this.vault, this.clock.nowMs());
  }

  private async earlier({ keyHash, requestHash }: RequestClaim): Promise<Order | undefined> {
    const found = await this.orders.ofKey(keyHash);
    if (found && !found.requestHash.equals(requestHash)) throw new IdempotencyKeyReused();
    return found && this.orders.find(found.id);
  }
}

function readProposal({ address, amount, reference }: Required<OrderProposal>) {
  const payee = parsePayee(address);
  if (amount <= 0n) throw new AmountNotPositive();
  if (!isLine(reference, LONGEST_REFERENCE) || reference.trim() === '') throw new InvalidReference();
  if (amount > MAX_SUPPLY) throw new SupplyExhausted();
  return { address: payee, amount, reference };
}
