import { Clock, KeyVault, SystemLog } from '@app/kernel';
import { FieldsRequired } from '../identity.errors.js';
import type { IdentityPolicy } from '../model/identity-policy.js';
import { networkHash, requesterOf } from '../model/network.js';
import {
  type CodePurpose,
  newOneTimePassword,
  ONE_TIME_PASSWORD_TTL_MS,
  oneTimePasswordHash,
} from '../model/one-time-password.js';
import { emailKey, isUsableEmail } from '../model/personal-data.js';
import { CodeDelivery } from '../ports/code-delivery.js';
import { OneTimePasswords } from '../ports/one-time-passwords.js';
import { Sessions } from '../ports/sessions.js';
import { Users } from '../ports/users.js';
import { ThrottleCaller } from './throttle-caller.js';

export interface CodeRequest {
  email: string;
  purpose: CodePurpose;
  ip: string;
}

/**
 * Makes a one-time password for a mailbox. For a mailbox that nobody has the same work is done, down to the stored code,
 * so that neither the answer nor its time tells who is registered.
 */
export class RequestOneTimePassword {
  constructor(
    private readonly passwords: OneTimePasswords,
    private readonly users: Users,
    private readonly sessions: Sessions,
    private readonly throttle: ThrottleCaller,
    private readonly delivery: CodeDelivery,
    private readonly vault: KeyVault,
    private readonly clock: Clock,
    private readonly log: SystemLog,
    private readonly policy: IdentityPolicy,
  ) {}

  /**
   * Resolves with the code where the caller may see it (demo mode). It is good for 5 minutes, once, for its purpose.
   * @throws FieldsRequired · CodesNotDeliverable · TooManyRequests; earlier codes then still work
   */
  async execute({ email, purpose, ip }: CodeRequest): Promise<{ email: string; code: string | undefined }> {
    if (!isUsableEmail(email)) throw new FieldsRequired('email is required');
    this.delivery.available();
    const mailbox = emailKey(email);
    const user = await this.users.findByMailbox(mailbox, !this.policy.exclusive);
    const familiar = await this.sessions.isFamiliar(user?.id, networkHash(this.vault, ip), this.clock.nowMs());
    await this.throttle.execute({ act: 'request', mailbox, ip, familiar });
    const code = newOneTimePassword();
    const nowMs = this.clock.nowMs();
    const expiresAtMs = nowMs + ONE_TIME_PASSWORD_TTL_MS;
    const place = { mailbox, purpose, requester: requesterOf(this.vault, this.policy, ip) };
    await this.passwords.replace(
      place,
      oneTimePasswordHash(this.vault, { mailbox, purpose, code }),
      expiresAtMs,
      nowMs,
    );
    const shown = this.delivery.deliver({ email: user?.email, code, purpose, expiresAtMs });
    await this.log.record({ level: 'info', type: 'otp_generated', message: 'a one-time password was made', ip });
    return { email, code: shown };
  }
}
