import { randomInt } from 'node:crypto';
import { Clock, KeyVault, SystemLog } from '@app/kernel';
import { FieldsRequired } from '../identity.errors.js';
import { oneTimePasswordHash } from '../model/one-time-password.js';
import { emailKey } from '../model/personal-data.js';
import { OneTimePasswords } from '../ports/one-time-passwords.js';

export const ONE_TIME_PASSWORD_TTL_MS = 5 * 60_000;

/** Makes a one-time password for a mailbox, whether or not a user has it. */
export class RequestOneTimePassword {
  constructor(
    private readonly passwords: OneTimePasswords,
    private readonly vault: KeyVault,
    private readonly clock: Clock,
    private readonly log: SystemLog,
  ) {}

  /**
   * The code: 6 digits, leading zeros kept, from the system's random source; valid for 5 minutes, once.
   * @throws FieldsRequired
   */
  async execute({ email, ip }: { email: string; ip: string }): Promise<{ email: string; code: string }> {
    if (!email.trim() || email.length > 254) throw new FieldsRequired('email is required');
    const code = String(randomInt(1_000_000)).padStart(6, '0');
    const mailbox = emailKey(email);
    const nowMs = this.clock.nowMs();
    const codeHash = oneTimePasswordHash(this.vault, mailbox, code);
    await this.passwords.replace(mailbox, codeHash, nowMs + ONE_TIME_PASSWORD_TTL_MS, nowMs);
    await this.log.record({ level: 'info', type: 'otp_generated', message: 'a one-time password was made', ip });
    return { email, code };
  }
}
