import { Clock, KeyVault, SystemLog } from '@app/kernel';
import { InvalidOneTimePassword } from '../identity.errors.js';
import type { IdentityPolicy } from '../model/identity-policy.js';
import { networkHash } from '../model/network.js';
import { emailKey } from '../model/personal-data.js';
import { newSessionToken, SESSION_IDLE_MS, SESSION_TTL_MS, sessionTokenHash } from '../model/session-token.js';
import { Sessions } from '../ports/sessions.js';
import { Users } from '../ports/users.js';
import { VerifyOneTimePassword } from './verify-one-time-password.js';

/** How long a network stays familiar after its last login. */
const FAMILIAR_MS = 90 * 24 * 60 * 60_000;

export interface OpenedSession {
  /** Shown this once; only its hash is kept. */
  readonly token: string;
  /** The session's absolute end. */
  readonly expiresAtMs: number;
}

/** Logs a user in: a one-time password for a session. */
export class OpenSession {
  constructor(
    private readonly verify: VerifyOneTimePassword,
    private readonly users: Users,
    private readonly sessions: Sessions,
    private readonly vault: KeyVault,
    private readonly clock: Clock,
    private readonly log: SystemLog,
    private readonly policy: IdentityPolicy,
  ) {}

  /**
   * A demo verifies codes of mailboxes that nobody registered, as the specification has it: then there is no session. Of
   * several users with one mailbox, which only a demo has, the session is the newest one's.
   * @throws what VerifyOneTimePassword throws
   */
  async execute({ email, code, ip }: { email: string; code: string; ip: string }): Promise<OpenedSession | undefined> {
    await this.verify.execute({ email, code, purpose: 'login', ip });
    const user = await this.users.findByMailbox(emailKey(email), !this.policy.exclusive);
    if (!user && this.policy.exclusive) throw new InvalidOneTimePassword();
    if (!user) return undefined;
    const token = newSessionToken();
    const nowMs = this.clock.nowMs();
    const expiresAtMs = nowMs + SESSION_TTL_MS;
    await this.sessions.open({
      tokenHash: sessionTokenHash(token)!,
      userId: user.id,
      createdAtMs: nowMs,
      idleUntilMs: nowMs + SESSION_IDLE_MS,
      expiresAtMs,
      network: networkHash(this.vault, ip),
      familiarUntilMs: nowMs + FAMILIAR_MS,
    });
    await this.log.record({ level: 'info', type: 'session_opened', message: `user ${user.id} logged in`, ip });
    return { token, expiresAtMs };
  }
}
