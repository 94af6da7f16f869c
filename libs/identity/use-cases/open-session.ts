import { Clock, KeyVault, SystemLog } from '@app/kernel';
import { AlreadyRegistered, InvalidOneTimePassword, SeveralRegistrations } from '../identity.errors.js';
import type { IdentityPolicy } from '../model/identity-policy.js';
import { networkHash } from '../model/network.js';
import { emailKey } from '../model/personal-data.js';
import { newSessionToken, SESSION_IDLE_MS, SESSION_TTL_MS, sessionTokenHash } from '../model/session-token.js';
import { Sessions } from '../ports/sessions.js';
import { type LoginCandidate, Users } from '../ports/users.js';
import { VerifyOneTimePassword } from './verify-one-time-password.js';

/** How long a network stays familiar after its last login. */
const FAMILIAR_MS = 90 * 24 * 60 * 60_000;

export interface OpenedSession {
  /** Shown this once; only its hash is kept. */
  readonly token: string;
  /** The session's absolute end. */
  readonly expiresAtMs: number;
}

export interface LoginAttempt {
  email: string;
  code: string;
  ip: string;
  /** Of the registration that the caller says is theirs. */
  userId?: string | undefined;
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
   * A demo verifies codes of mailboxes without a user, as the specification has it: then there is no session. Of several
   * users with one mailbox the session is there the newest one's. In production the first login confirms a registration, and
   * with it the mailbox and the national ID are that user's alone.
   * @throws what VerifyOneTimePassword throws · AlreadyRegistered · SeveralRegistrations; after these two the code is used up
   */
  async execute({ email, code, ip, userId }: LoginAttempt): Promise<OpenedSession | undefined> {
    const { sentTo } = await this.verify.execute({ email, code, purpose: 'login', ip });
    const mailbox = emailKey(email);
    const network = networkHash(this.vault, ip);
    const user = this.policy.exclusive
      ? chooseUser(await this.users.loginCandidates({ mailbox, sentTo, network, userId }), userId !== undefined)
      : await this.users.findByMailbox(mailbox, true);
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
      network,
      familiarUntilMs: nowMs + FAMILIAR_MS,
    });
    await this.log.record({ level: 'info', type: 'session_opened', message: `user ${user.id} logged in`, ip });
    return { token, expiresAtMs };
  }
}

/**
 * Anybody can register with somebody else's e-mail, as often as they like. So where nothing says which registration is that
 * of the mailbox's reader, none is confirmed.
 */
function chooseUser([first, second]: readonly LoginCandidate[], isNamed: boolean): LoginCandidate {
  if (!first) throw new InvalidOneTimePassword();
  if (first.confirmed) return first;
  if (first.cnicTaken) throw new AlreadyRegistered();
  const isClear = isNamed || first.isFromHere || !second || second.cnicTaken;
  if (!isClear) throw new SeveralRegistrations();
  return first;
}
