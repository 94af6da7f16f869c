import { Clock, KeyVault, networkOf, SystemLog } from '@app/kernel';
import { TooManyRequests } from '../identity.errors.js';
import type { IdentityPolicy } from '../model/identity-policy.js';
import type { NetworkStanding } from '../ports/sessions.js';
import { type Limit, Throttles, type Turn } from '../ports/throttles.js';

/** What is counted, and together with whom. */
export type ThrottledAct =
  | { act: 'request'; mailbox: string; ip: string; standing: NetworkStanding }
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
    const whose = { familiar: here, registered: here, strange: act.mailbox }[act.standing];
    return this.turns(
      [limits.requestHere, here],
      [limits.requestFromNetwork, network],
      [limits.requestByStanding[act.standing], whose],
    );
  }

  private turns(...counted: [limits: readonly Limit[], who: string][]): Turn[] {
    return counted.flatMap(([limits, who]) => {
      const key = this.vault.keyedHash('throttle', who);
      return limits.map((limit) => ({ limit, key }));
    });
  }
}
