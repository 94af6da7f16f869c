import { SystemLog } from '@app/kernel';
import { sessionTokenHash } from '../model/session-token.js';
import { Sessions } from '../ports/sessions.js';

export interface Logout {
  token: string;
  userId: string;
  /** Ends the user's other sessions too. */
  everywhere: boolean;
  ip: string;
}

/** Logs a user out. */
export class CloseSession {
  constructor(
    private readonly sessions: Sessions,
    private readonly log: SystemLog,
  ) {}

  async execute({ token, userId, everywhere, ip }: Logout): Promise<void> {
    const tokenHash = sessionTokenHash(token);
    if (everywhere) await this.sessions.closeAllOf(userId);
    else if (tokenHash) await this.sessions.close(tokenHash);
    const message = `user ${userId} logged out${everywhere ? ' everywhere' : ''}`;
    await this.log.record({ level: 'info', type: 'session_closed', message, ip });
  }
}
