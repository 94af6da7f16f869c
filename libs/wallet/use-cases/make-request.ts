import { randomUUID } from 'node:crypto';
import { Clock, IdempotencyKeyReused, KeyVault } from '@app/kernel';
import { claimOf, type RequestClaim } from '@app/utxo';
import { parseAddress } from '../model/address.js';
import { isLine, parseNote } from '../model/note.js';
import { type PaymentRequest, requestNoteSeal } from '../model/payment-request.js';
import { InvalidExpiry, InvalidReference } from '../payment-request.errors.js';
import { PaymentRequests } from '../ports/payment-requests.js';
import { AmountNotPositive } from '../wallet.errors.js';

const LONGEST_REFERENCE = 64;
const LONGEST_SECONDS = 31_536_000n;

export interface PaymentWish {
  /** Whose session it is, and the wallet that is kept for them. */
  readonly userId: string;
  readonly address: string;
  readonly amount: bigint;
  readonly note: string | undefined;
  readonly reference: string | undefined;
  /** Seconds from now; undefined for a request that stays open. */
  readonly expiresIn: bigint | undefined;
  readonly idempotencyKey: string | undefined;
}

/** Asks for a payment to the wallet of a session's user. */
export class MakeRequest {
  constructor(
    private readonly requests: PaymentRequests,
    private readonly vault: KeyVault,
    private readonly clock: Clock,
  ) {}

  /**
   * A key is kept for good, with its request.
   * @throws AmountNotPositive · InvalidNote · InvalidReference · InvalidExpiry · IdempotencyKeyReused · TooManyRequestsOpen
   */
  async execute(wish: PaymentWish): Promise<{ request: PaymentRequest; isReplay: boolean }> {
    const { userId, amount, reference, expiresIn, idempotencyKey } = wish;
    if (amount <= 0n) throw new AmountNotPositive();
    const note = parseNote(wish.note);
    if (reference !== undefined && !isLine(reference, LONGEST_REFERENCE)) throw new InvalidReference();
    if (expiresIn !== undefined && (expiresIn < 1n || expiresIn > LONGEST_SECONDS)) throw new InvalidExpiry();
    const nowMs = this.clock.nowMs();
    const meaning = [amount, note, reference, expiresIn].map((part) => (part === undefined ? '' : `=${part}`));
    const keyed = idempotencyKey && { route: 'payment request', caller: userId, key: idempotencyKey, meaning };
    const claim = keyed ? claimOf(keyed, this.vault, nowMs) : undefined;
    const earlier = claim && (await this.earlier(claim));
    if (earlier) return { request: earlier, isReplay: true };
    const id = randomUUID();
    const sealedNote = note === undefined ? undefined : await this.vault.seal(Buffer.from(note), requestNoteSeal(id));
    const expiresAtMs = expiresIn === undefined ? undefined : nowMs + Number(expiresIn) * 1000;
    const address = parseAddress(wish.address);
    const made = { id, userId, address, amount, sealedNote, reference, createdAtMs: nowMs, expiresAtMs };
    const isTaken = await this.requests.make(made, claim);
    if (isTaken && claim) return { request: (await this.earlier(claim))!, isReplay: true };
    return { request: (await this.requests.find(id))!, isReplay: false };
  }

  private async earlier({ keyHash, requestHash }: RequestClaim): Promise<PaymentRequest | undefined> {
    const found = await this.requests.findByKey(keyHash);
    if (found && !found.requestHash.equals(requestHash)) throw new IdempotencyKeyReused();
    return found?.request;
  }
}
