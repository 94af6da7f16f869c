import { toHex } from '@app/chain';
import { AlreadyRegistered, type LiveSession, type NetworkStanding, type NewSession, Sessions } from '@app/identity';
import { ConstraintViolated } from '../database.errors.js';
import { read, type Statements, write } from '../statement.js';

const SWEEP_EVERY_MS = 60_000;

const CLAIMS: readonly string[] = ['users_claimed_mailbox', 'users_claimed_cnic_hash'];

/** The first session of an exclusive user claims mailbox and CNIC: the unique constraints let one of many do so. */
export const OPEN_SESSION = write('open_session', {
  parameters: {
    token_hash: 'bytea',
    user_id: 'uuid',
    created_at: 'timestamptz',
    idle_until: 'timestamptz',
    expires_at: 'timestamptz',
    network: 'bytea',
    familiar_until: 'timestamptz',
  },
  columns: {},
  sql: `WITH confirmed AS (
            UPDATE users SET email_confirmed_at = $3, claimed_mailbox = CASE WHEN custodial THEN mailbox END,
              claimed_cnic_hash = CASE WHEN custodial THEN cnic_hash END
            WHERE id = $2 AND email_confirmed_at IS NULL),
          familiar AS (INSERT INTO familiar_networks AS f (user_id, network, expires_at) VALUES ($2, $6, $7)
            ON CONFLICT (user_id, network) DO UPDATE SET expires_at = greatest(f.expires_at, excluded.expires_at))
        INSERT INTO sessions (token_hash, user_id, created_at, idle_until, expires_at) VALUES ($1, $2, $3, $4, $5)`,
});

export const LIVE_SESSION = read('live_session', {
  parameters: { token_hash: 'bytea', now: 'timestamptz' },
  columns: {
    user_id: 'uuid',
    email: 'text',
    wallet_address: 'bytea',
    idle_until: 'timestamptz',
    expires_at: 'timestamptz',
  },
  sql: `SELECT s.user_id, u.email, w.wallet_address, s.idle_until, s.expires_at
        FROM sessions s JOIN users u ON u.id = s.user_id JOIN wallet_profiles w ON w.user_id = s.user_id
        WHERE s.token_hash = $1 AND s.idle_until > $2 AND s.expires_at > $2`,
});

export const EXTEND_SESSION = write('extend_session', {
  parameters: { token_hash: 'bytea', idle_until: 'timestamptz', now: 'timestamptz' },
  columns: {},
  sql: `UPDATE sessions SET idle_until = least($2, expires_at)
        WHERE token_hash = $1 AND idle_until > $3 AND idle_until < $2`,
});

export const CLOSE_SESSION = write('close_session', {
  parameters: { token_hash: 'bytea' },
  columns: {},
  sql: 'DELETE FROM sessions WHERE token_hash = $1',
});

export const CLOSE_SESSIONS_OF_USER = write('close_sessions_of_user', {
  parameters: { user_id: 'uuid' },
  columns: {},
  sql: 'DELETE FROM sessions WHERE user_id = $1',
});

export const STANDING_OF_NETWORK = read('standing_of_network', {
  parameters: { mailbox: 'text', network: 'bytea', now: 'timestamptz' },
  columns: { familiar: 'boolean', registered: 'boolean' },
  sql: `SELECT EXISTS (SELECT 1 FROM users u JOIN familiar_networks f ON f.user_id = u.id
            WHERE u.claimed_mailbox = $1 AND f.network = $2 AND f.expires_at > $3) AS familiar,
          EXISTS (SELECT 1 FROM users WHERE mailbox = $1 AND custodial AND claimed_mailbox IS NULL AND registered_from = $2)
            AND NOT EXISTS (SELECT 1 FROM users WHERE claimed_mailbox = $1) AS registered`,
});

/** So many that a sweep stays short; what is left over goes with the next. */
export const SWEEP_SESSIONS = write('sweep_sessions', {
  parameters: { now: 'timestamptz' },
  columns: {},
  sql: `WITH networks AS (
          DELETE FROM familiar_networks WHERE (user_id, network) IN (
            SELECT user_id, network FROM familiar_networks WHERE expires_at <= $1
            ORDER BY expires_at LIMIT 10000 FOR UPDATE SKIP LOCKED))
        DELETE FROM sessions WHERE token_hash IN (
          SELECT token_hash FROM sessions WHERE expires_at <= $1 OR idle_until <= $1 LIMIT 10000 FOR UPDATE SKIP LOCKED)`,
});

export class SqlSessions extends Sessions {
  private nextSweepMs = 0;

  constructor(private readonly statements: Statements) {
    super();
  }

  override async open(session: NewSession): Promise<void> {
    await this.sweep(session.createdAtMs);
    const values = {
      token_hash: session.tokenHash,
      user_id: session.userId,
      created_at: new Date(session.createdAtMs),
      idle_until: new Date(session.idleUntilMs),
      expires_at: new Date(session.expiresAtMs),
      network: session.network,
      familiar_until: new Date(session.familiarUntilMs),
    };
    try {
      await this.statements.run(OPEN_SESSION, values);
    } catch (cause) {
      const isClaimed = cause instanceof ConstraintViolated && CLAIMS.includes(cause.constraint);
      throw isClaimed ? new AlreadyRegistered({ cause }) : cause;
    }
  }

  override async find(tokenHash: Uint8Array, nowMs: number): Promise<LiveSession | undefined> {
    const [row] = await this.statements.run(LIVE_SESSION, { token_hash: tokenHash, now: new Date(nowMs) });
    if (!row) return undefined;
    return {
      userId: row.user_id,
      email: row.email,
      address: toHex(row.wallet_address),
      idleUntilMs: row.idle_until.getTime(),
      expiresAtMs: row.expires_at.getTime(),
    };
  }

  override async extend(tokenHash: Uint8Array, idleUntilMs: number, nowMs: number): Promise<void> {
    const values = { token_hash: tokenHash, idle_until: new Date(idleUntilMs), now: new Date(nowMs) };
    await this.statements.run(EXTEND_SESSION, values);
  }

  override async close(tokenHash: Uint8Array): Promise<void> {
    await this.statements.run(CLOSE_SESSION, { token_hash: tokenHash });
  }

  override async closeAllOf(userId: string): Promise<void> {
    await this.statements.run(CLOSE_SESSIONS_OF_USER, { user_id: userId });
  }

  override async standing(mailbox: string, network: Uint8Array, nowMs: number): Promise<NetworkStanding> {
    const [row] = await this.statements.run(STANDING_OF_NETWORK, { mailbox, network, now: new Date(nowMs) });
    if (row!.familiar) return 'familiar';
    return row!.registered ? 'registered' : 'strange';
  }

  private async sweep(nowMs: number): Promise<void> {
    if (nowMs < this.nextSweepMs) return;
    this.nextSweepMs = nowMs + SWEEP_EVERY_MS;
    await this.statements.run(SWEEP_SESSIONS, { now: new Date(nowMs) });
  }
}
