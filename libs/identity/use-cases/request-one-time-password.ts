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
 * Makes a one-time password for a mailbox. For an unknown mailbox the same work is done, down to the stored code,
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
    if (!isUsableEmail(email)) throw new FieldsRequired('email is required', { field: 'email' });
    this.delivery.available();
    const mailbox = emailKey(email);
    const network = networkHash(this.vault, ip);
    const user = await (this.policy.exclusive
      ? this.users.addressee({ mailbox, email: email.trim(), network })
      : this.users.findByMailbox(mailbox, true));
    const standing = await this.sessions.standing(mailbox, network, this.clock.nowMs());
    await this.throttle.execute({ act: 'request', mailbox, ip, standing });
    const code = newOneTimePassword();
    const nowMs = this.clock.nowMs();
    const expiresAtMs = nowMs + ONE_TIME_PASSWORD_TTL_MS;
    const place = { mailbox, purpose, requester: requesterOf(this.vault, this.policy, ip) };
    const codeHash = oneTimePasswordHash(this.vault, { mailbox, purpose, code });
    await this.passwords.replace(place, { codeHash, sentTo: user?.email ?? mailbox, expiresAtMs }, nowMs);
    const shown = this.delivery.deliver({ email: user?.email, code, purpose, expiresAtMs });
    await this.log.record({ level: 'info', type: 'otp_generated', message: 'a one-time password was made', ip });
    return { email, code: shown };
  }
}
