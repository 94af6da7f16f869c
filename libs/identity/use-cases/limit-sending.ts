import { Clock, DomainError } from '@app/kernel';
import { readAddress } from '@app/wallet';
import { KeyLimitReached, ReceiverNotAllowed } from '../identity.errors.js';
import type { KeyGrant } from '../model/api-key.js';
import type { IdentityPolicy } from '../model/identity-policy.js';
import { type CountedSend, limitsAnything } from '../model/send-limits.js';
import { SendTotals } from '../ports/send-totals.js';

/** A payment that was added to what its sender has sent. */
export interface CountedPayment {
  /** For one that was certainly not made, or was made before. */
  takeOff(): Promise<void>;
}

/** Whose payment it is. */
export interface LimitedSender {
  readonly userId: string;
  readonly key?: KeyGrant | undefined;
}

/** Adds up what users send without a code, and what goes out by their keys, and refuses what would be too much. */
export class LimitSending {
  constructor(
    private readonly totals: SendTotals,
    private readonly clock: Clock,
    private readonly policy: IdentityPolicy,
  ) {}

  /**
   * Counts a payment before it is made; `undefined` when nothing limits it. After a crash between the two it stays counted.
   * @param isConfirmed whether it has a code; then the limits of the user do not count it, and that of the key does
   * @returns `refused` when it would pass the user's limits
   * @throws KeyLimitReached
   */
  async count(
    amount: bigint,
    { userId, key }: LimitedSender,
    isConfirmed: boolean,
  ): Promise<CountedPayment | 'refused' | undefined> {
    const { sendLimits } = this.policy;
    const senders = [
      ...(limitsAnything(sendLimits) && !isConfirmed ? [{ id: userId, ...sendLimits }] : []),
      ...(key?.limitPerDay === undefined ? [] : [{ id: key.id, perDay: key.limitPerDay }]),
    ];
    return this.add({ amount, senders }, key?.id);
  }

  /**
   * Has `issue` give units to `address`, within what the key of an administrator may.
   * @throws ReceiverNotAllowed · KeyLimitReached · what `issue` throws
   */
  async issueWithin<Issued extends { readonly isReplay?: boolean }>(
    key: KeyGrant | undefined,
    { address, amount }: { address: string; amount: bigint },
    issue: () => Promise<Issued>,
  ): Promise<Issued> {
    refuseForeignReceiver(key, address);
    if (key?.limitPerDay === undefined) return issue();
    const counted = await this.add({ amount, senders: [{ id: key.id, perDay: key.limitPerDay }] }, key.id);
    try {
      const issued = await issue();
      if (issued.isReplay) await takeOff(counted);
      return issued;
    } catch (error) {
      // After a lost answer it stays counted.
      if (error instanceof DomainError && error.kind !== 'unavailable') await takeOff(counted);
      throw error;
    }
  }

  private async add(send: CountedSend, keyId: string | undefined): Promise<CountedPayment | 'refused' | undefined> {
    if (send.senders.length === 0) return undefined;
    const atMs = this.clock.nowMs();
    const refusedBy = await this.totals.add(send, atMs);
    if (refusedBy !== undefined && refusedBy === keyId) throw new KeyLimitReached();
    return refusedBy === undefined ? { takeOff: () => this.totals.takeOff(send, atMs) } : 'refused';
  }
}

/** @throws ReceiverNotAllowed */
export function refuseForeignReceiver(key: KeyGrant | undefined, address: string): void {
  if (key?.addresses && !key.addresses.includes(readAddress(address) ?? '')) throw new ReceiverNotAllowed();
}

async function takeOff(counted: CountedPayment | 'refused' | undefined): Promise<void> {
  if (counted !== undefined && counted !== 'refused') await counted.takeOff();
}
