import { EncodedTransaction } from '@app/chain';
import { type Slice, sliceOf } from '@app/kernel';
import type { RequestClaim } from '@app/utxo';
import {
  MOST_LIVE_REQUESTS,
  type NewPaymentRequest,
  type PaymentRequest,
  PaymentRequests,
  type RequestsOfUser,
  stateOf,
  TooManyRequestsOpen,
} from '@app/wallet';
import type { MemoryChainStore } from './memory-chain-store.js';

type Kept = NewPaymentRequest & { readonly number: number; cancelledAtMs: number | undefined };

/** Payment requests for the life of the process; what is paid for them is read off the chain in memory. */
export class MemoryPaymentRequests extends PaymentRequests {
  private readonly requests = new Map<string, Kept>();
  private readonly byUser = new Map<string, Kept[]>();
  private readonly byKey = new Map<string, { id: string; requestHash: Buffer }>();

  constructor(private readonly chain: MemoryChainStore) {
    super();
  }

  override async make(request: NewPaymentRequest, claim: RequestClaim | undefined): Promise<Buffer | undefined> {
    const key = claim?.keyHash.toString('hex');
    const earlier = key === undefined ? undefined : this.byKey.get(key);
    if (earlier) return earlier.requestHash;
    const own = this.byUser.get(request.userId) ?? [];
    const isLive = (kept: Kept) => ['open', 'underpaid'].includes(stateOf(this.told(kept), request.createdAtMs));
    if (own.filter(isLive).length >= MOST_LIVE_REQUESTS) throw new TooManyRequestsOpen();
    const kept = { ...request, number: this.requests.size + 1, cancelledAtMs: undefined };
    this.requests.set(request.id, kept);
    this.byUser.set(request.userId, [...own, kept]);
    if (key !== undefined) this.byKey.set(key, { id: request.id, requestHash: claim!.requestHash });
    return undefined;
  }

  override async find(id: string): Promise<PaymentRequest | undefined> {
    const kept = this.requests.get(id);
    return kept && this.told(kept);
  }

  override async findByKey(keyHash: Buffer): Promise<{ request: PaymentRequest; requestHash: Buffer } | undefined> {
    const found = this.byKey.get(keyHash.toString('hex'));
    return found && { request: (await this.find(found.id))!, requestHash: found.requestHash };
  }

  override async page({ userId, beforeNumber, limit }: RequestsOfUser): Promise<Slice<PaymentRequest>> {
    const before = (this.byUser.get(userId) ?? []).filter(({ number }) => number < (beforeNumber ?? Infinity));
    return sliceOf(
      before
        .toReversed()
        .slice(0, limit + 1)
        .map((kept) => this.told(kept)),
      limit,
    );
  }

  override async cancel(id: string, userId: string, nowMs: number): Promise<void> {
    const kept = this.requests.get(id);
    if (kept?.userId !== userId || kept.cancelledAtMs !== undefined || this.told(kept).paid) return;
    kept.cancelledAtMs = nowMs;
  }

  private told(kept: Kept): PaymentRequest {
    const last = this.chain.requestPayments.get(kept.id)?.at(-1);
    const { total = 0n, key = 0 } = last ?? {};
    return { ...kept, paidUnits: total, paid: total < kept.amount ? undefined : this.placeOf(key) };
  }

  private placeOf(key: number) {
    const { bytes, height } = this.chain.transactions[key]!;
    return { txid: new EncodedTransaction(bytes).id, height, timestamp: this.chain.blocks[height]!.header.timestamp };
  }
}
