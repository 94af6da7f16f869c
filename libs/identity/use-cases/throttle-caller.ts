import { Clock, KeyVault, SystemLog } from '@app/kernel';
import { TooManyRequests } from '../identity.errors.js';
import type { IdentityPolicy } from '../model/identity-policy.js';
import { networkOf } from '../model/network.js';
import { type Limit, Throttles, type Turn } from '../ports/throttles.js';

/** What is counted: together with whom. `familiar`: the mailbox's owner has logged in from here before. */
export type ThrottledAct =
  | { act: 'request'; mailbox: string; ip: string; familiar: boolean }
  | { act: 'try'; mailbox: string; ip: string }
  | { act: 'register'; ip: string };

/** Counts what a caller does, and refuses what is too much. */
export class ThrottleCaller {
  constructor(
    private readonly throttles: Throttles,
    private readonly vault: KeyVault,
    private readonly clock: Clock,
    private readonly log: SystemLog,
    private readonly policy: IdentityPolicy,
  ) {}

  /** @throws TooManyRequests; then nothing was counted */
  async execute(act: ThrottledAct): Promise<void> {
    const turns = this.turnsOf(act);
    if (turns.length === 0) return;
    const waitMs = await this.throttles.take(turns, this.clock.nowMs());
    if (waitMs === 0) return;
    const message = `too many calls: ${act.act === 'register' ? 'registrations' : `one-time passwords, ${act.act}`}`;
    await this.log.record({ level: 'warn', type: 'throttled', message, ip: act.ip });
    throw new TooManyRequests(Math.ceil(waitMs / 1000));
  }

  private turnsOf(act: ThrottledAct): Turn[] {
    const { limits } = this.policy;
    const network = networkOf(act.ip);
    if (act.act === 'register') return this.turns([limits.registerFromNetwork, network]);
    const here = `${network} ${act.mailbox}`;
    if (act.act === 'try') return this.turns([limits.tryHere, here], [limits.tryFromNetwork, network]);
    return this.turns(
      [limits.requestHere, here],
      [limits.requestFromNetwork, network],
      [act.familiar ? undefined : limits.requestFromAnywhere, act.mailbox],
    );
  }

  private turns(...counted: [limit: Limit | undefined, who: string][]): Turn[] {
    return counted.flatMap(([limit, who]) => (limit ? [{ limit, key: this.vault.keyedHash('throttle', who) }] : []));
  }
}
