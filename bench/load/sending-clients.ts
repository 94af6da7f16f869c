import { type RequestSource, rawRequest } from './request-source.js';
import { seededRandom } from './seeded-random.js';
import { SendingRing, type SendingWallet } from './sending-ring.js';

/** Payments by many clients, each among wallets of its own, so that each knows its coins without asking. */
export class SendingClients implements RequestSource {
  private readonly rings: readonly SendingRing[];

  constructor(
    rings: readonly (readonly SendingWallet[])[],
    private readonly host: string,
    seed: number,
  ) {
    this.rings = rings.map((wallets, at) => new SendingRing(wallets, seededRandom(seed * 100_003 + at)));
  }

  get wallets(): SendingWallet[] {
    return this.rings.flatMap(({ wallets }) => wallets);
  }

  next(client: number): string {
    const { from, to, amount } = this.rings[client]!.next();
    const body = `{"from":"${from.address}","to":"${to.address}","amount":${amount},"privKey":"${from.privateKey}"}`;
    return rawRequest(this.host, { method: 'POST', path: '/api/v1/transactions', body });
  }

  settled(client: number, status: number): void {
    this.rings[client]!.settled(status === 200);
  }
}
