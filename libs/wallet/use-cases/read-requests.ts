import { Clock, KeyVault, type Slice } from '@app/kernel';
import { type PaymentRequest, type RequestState, requestNoteSeal, stateOf } from '../model/payment-request.js';
import { RequestClosed, RequestNotFound } from '../payment-request.errors.js';
import { PaymentRequests, type RequestsOfUser } from '../ports/payment-requests.js';

/** A request as it is shown. */
export interface ShownRequest extends PaymentRequest {
  readonly state: RequestState;
  readonly note: string | undefined;
}

/** Shows requests, to those who know their ID or made them, and ends them. */
export class ReadRequests {
  constructor(
    private readonly requests: PaymentRequests,
    private readonly vault: KeyVault,
    private readonly clock: Clock,
  ) {}

  /** @throws RequestNotFound */
  async find(id: string): Promise<ShownRequest> {
    const request = await this.requests.find(id);
    if (!request) throw new RequestNotFound();
    return this.show(request);
  }

  /** Newest first. */
  async list(query: RequestsOfUser): Promise<Slice<ShownRequest>> {
    const { rows, hasMore } = await this.requests.page(query);
    return { rows: await Promise.all(rows.map((request) => this.show(request))), hasMore };
  }

  /** Ends what is not paid yet; once more changes nothing. @throws RequestNotFound for another user's too · RequestClosed when it is paid */
  async cancel(id: string, userId: string): Promise<ShownRequest> {
    const request = await this.requests.find(id);
    if (request?.userId !== userId) throw new RequestNotFound();
    await this.requests.cancel(id, userId, this.clock.nowMs());
    const shown = await this.find(id);
    if (shown.state !== 'cancelled') throw new RequestClosed(shown.state);
    return shown;
  }

  async show(request: PaymentRequest): Promise<ShownRequest> {
    const { id, sealedNote } = request;
    const note = sealedNote && (await this.vault.open(sealedNote, requestNoteSeal(id))).toString('utf8');
    return { ...request, note, state: stateOf(request, this.clock.nowMs()) };
  }
}
