import { Clock } from '@app/kernel';
import { SESSION_EXTENSION_MS, SESSION_IDLE_MS, sessionTokenHash } from '../model/session-token.js';
import { Sessions } from '../ports/sessions.js';

/** The user of a live session. */
export interface SessionOwner {
  readonly userId: string;
  readonly email: string;
  /** Address of the user's wallet, lower-case hex. */
  readonly address: string;
  /** When the session ends however much it is used. */
  readonly expiresAtMs: number;
}

/** Finds out who holds a session token. */
export class AuthenticateSession {
  constructor(
    private readonly sessions: Sessions,
    private readonly clock: Clock,
  ) {}

  /** Using a session keeps it alive. That is written once a minute at most, so that requests do not each cost a write. */
  async execute(token: string): Promise<SessionOwner | undefined> {
    const tokenHash = sessionTokenHash(token);
    if (!tokenHash) return undefined;
    const nowMs = this.clock.nowMs();
    const session = await this.sessions.find(tokenHash, nowMs);
    if (!session) return undefined;
    const { userId, email, address, expiresAtMs } = session;
    const idleUntilMs = Math.min(nowMs + SESSION_IDLE_MS, expiresAtMs);
    if (idleUntilMs - session.idleUntilMs >= SESSION_EXTENSION_MS) {
      await this.sessions.extend(tokenHash, idleUntilMs, nowMs);
    }
    return { userId, email, address, expiresAtMs };
  }
}
