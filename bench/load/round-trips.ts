import { type RequestSource, rawRequest } from './request-source.js';
import { seededRandom } from './seeded-random.js';

/** Hex. */
export interface Payer {
  readonly address: string;
  readonly privateKey: string;
}

/** A payment to and fro. Several trips may have the same owner; every partner is in one alone, and begins without a coin. */
export interface Trip {
  readonly owner: Payer;
  readonly partner: Payer;
}

/**
 * Each client has its owner pay its partner, and the partner pay all of it back: what the owners hold stays the same, however
 * long it goes on, and they pay with one coin or a few.
 */
export class RoundTrips implements RequestSource {
  /** What each client's partner holds, or is about to. */
  private readonly amounts: number[];
  private readonly areBack: boolean[];
  private readonly random: () => number;

  /** @param largest units of a payment */
  constructor(
    private readonly trips: readonly Trip[],
    private readonly host: string,
    private readonly largest: number,
    seed: number,
  ) {
    this.random = seededRandom(seed);
    this.amounts = trips.map(() => this.amount());
    this.areBack = trips.map(() => true);
  }

  next(client: number): string {
    const { owner, partner } = this.trips[client]!;
    const [from, to] = this.areBack[client] ? [owner, partner] : [partner, owner];
    const body = `{"from":"${from.address}","to":"${to.address}","amount":${this.amounts[client]},"privKey":"${from.privateKey}"}`;
    return rawRequest(this.host, { method: 'POST', path: '/api/v1/transactions', body });
  }

  settled(client: number, status: number): void {
    if (status !== 200) return;
    this.areBack[client] = !this.areBack[client];
    if (this.areBack[client]) this.amounts[client] = this.amount();
  }

  private amount(): number {
    return 1 + Math.floor(this.random() * this.largest);
  }
}
