import { type CoinIdentity, requireSameIdentity } from '@app/node-wallet';
import type { Devnet } from './devnet.js';
import { type DevnetCall, DevnetFaults } from './devnet-faults.js';

/** What the three adapters share: the chain, the planned faults, and the pinned identity. */
export class DevnetSession {
  readonly faults = new DevnetFaults();
  private pinned: CoinIdentity | null = null;

  constructor(readonly devnet: Devnet) {}

  pin(identity: CoinIdentity): void {
    this.pinned = identity;
  }

  /** One call of a port, hit by whatever fault is planned for it. */
  async call<T>(call: DevnetCall, work: () => T | Promise<T>): Promise<T> {
    return this.faults.around(call, async () => {
      if (this.pinned && call !== 'identity') requireSameIdentity(this.pinned, this.devnet.identity);
      return work();
    });
  }
}
