import { Clock, KeyVault, SystemLog } from '@app/kernel';
import { FieldsRequired, InvalidOneTimePassword } from '../identity.errors.js';
import type { IdentityPolicy } from '../model/identity-policy.js';
import { requesterOf } from '../model/network.js';
import { type CodePurpose, oneTimePasswordHash } from '../model/one-time-password.js';
import { readPastedCode } from '../model/pasted-code.js';
import { emailKey, isUsableEmail } from '../model/personal-data.js';
import { OneTimePasswords } from '../ports/one-time-passwords.js';
import { ThrottleCaller } from './throttle-caller.js';

const LOG_TYPE = { accepted: 'otp_verified', wrong: 'otp_invalid', absent: 'otp_not_found' } as const;

export interface CodeAttempt {
  email: string;
  /** As it was typed or pasted; see {@link readPastedCode}. */
  code: string;
  purpose: CodePurpose;
  ip: string;
}

/** Checks and uses up a one-time password. */
export class VerifyOneTimePassword {
  constructor(
    private readonly passwords: OneTimePasswords,
    private readonly throttle: ThrottleCaller,
    private readonly vault: KeyVault,
    private readonly clock: Clock,
    private readonly log: SystemLog,
    private readonly policy: IdentityPolicy,
  ) {}

  /**
   * Resolves with the address that the code was sent to.
   * @throws FieldsRequired · TooManyRequests, and then the code was not tried · InvalidOneTimePassword
   */
  async execute({ email, code: given, purpose, ip }: CodeAttempt): Promise<{ sentTo: string }> {
    if (!email.trim() || !given)
      throw new FieldsRequired('email and otp are required', { field: email.trim() ? 'otp' : 'email' });
    const code = readPastedCode(given);
    // A text that cannot be a code is no guess, so it costs no try.
    if (code === undefined || !isUsableEmail(email)) throw new InvalidOneTimePassword();
    const mailbox = emailKey(email);
    await this.throttle.execute({ act: 'try', mailbox, ip });
    const { outcome, sentTo } = await this.passwords.attempt(
      { mailbox, purpose, requester: requesterOf(this.vault, this.policy, ip) },
      oneTimePasswordHash(this.vault, { mailbox, purpose, code }),
      this.clock.nowMs(),
    );
    const accepted = outcome === 'accepted' && sentTo !== undefined;
    await this.log.record({
      level: accepted ? 'info' : 'warn',
      type: LOG_TYPE[outcome],
      message: accepted ? 'a one-time password was verified' : 'a one-time password was refused',
      ip,
    });
    if (!accepted) throw new InvalidOneTimePassword();
    return { sentTo };
  }

  /** Undoes {@link execute}, which has accepted this code, when what it was used up for certainly did not happen. */
  async giveBack({ email, code: given, purpose, ip }: CodeAttempt): Promise<void> {
    const mailbox = emailKey(email);
    const code = readPastedCode(given);
    if (code === undefined) throw new Error('a code that was accepted cannot be read again');
    const codeHash = oneTimePasswordHash(this.vault, { mailbox, purpose, code });
    await this.passwords.giveBack({ mailbox, purpose }, codeHash);
    await this.log.record({ level: 'info', type: 'otp_given_back', message: 'a one-time password works again', ip });
  }
}
