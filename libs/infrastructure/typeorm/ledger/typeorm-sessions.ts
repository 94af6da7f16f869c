import { toHex } from '@app/chain';
import { type LiveSession, type NewSession, Sessions } from '@app/identity';
import { read, type Statements, write } from '../../sql/statement.js';

const SWEEP_EVERY_MS = 60_000;

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
  sql: `WITH confirmed AS (UPDATE users SET email_confirmed_at = $3 WHERE id = $2 AND email_confirmed_at IS NULL),
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

export const NETWORK_IS_FAMILIAR = read('network_is_familiar', {
  parameters: { user_id: 'uuid', network: 'bytea', now: 'timestamptz' },
  columns: { familiar: 'boolean' },
  sql: `SELECT EXISTS (SELECT 1 FROM familiar_networks
          WHERE user_id = $1 AND network = $2 AND expires_at > $3) AS familiar`,
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

export class TypeormSessions extends Sessions {
  private nextSweepMs = 0;

  constructor(private readonly statements: Statements) {
    super();
  }

  override async open(session: NewSession): Promise<void> {
    await this.sweep(session.createdAtMs);
    await this.statements.run(OPEN_SESSION, {
      token_hash: session.tokenHash,
      user_id: session.userId,
      created_at: new Date(session.createdAtMs),
      idle_until: new Date(session.idleUntilMs),
      expires_at: new Date(session.expiresAtMs),
      network: session.network,
      familiar_until: new Date(session.familiarUntilMs),
    });
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

  override async isFamiliar(userId: string | undefined, network: Uint8Array, nowMs: number): Promise<boolean> {
    const values = { user_id: userId ?? NOBODY, network, now: new Date(nowMs) };
    const [row] = await this.statements.run(NETWORK_IS_FAMILIAR, values);
    return row!.familiar;
  }

  private async sweep(nowMs: number): Promise<void> {
    if (nowMs < this.nextSweepMs) return;
    this.nextSweepMs = nowMs + SWEEP_EVERY_MS;
    await this.statements.run(SWEEP_SESSIONS, { now: new Date(nowMs) });
  }
}

/** No user has the nil UUID: looking for it costs what looking for a user costs. */
const NOBODY = '00000000-0000-0000-0000-000000000000';
