import { type AttemptOutcome, MAX_WRONG_TRIES, OneTimePasswords } from '@app/identity';
import { type Statements, write } from '../../sql/statement.js';

/** Sweeps out up to a hundred expired ones of others in passing. */
export const REPLACE_ONE_TIME_PASSWORD = write('replace_one_time_password', {
  parameters: { mailbox: 'text', code_hash: 'bytea', expires_at: 'timestamptz', now: 'timestamptz' },
  columns: {},
  sql: `WITH expired AS (
          DELETE FROM one_time_passwords WHERE mailbox IN (
            SELECT mailbox FROM one_time_passwords WHERE expires_at < $4 AND mailbox <> $1 ORDER BY expires_at LIMIT 100
            FOR UPDATE SKIP LOCKED))
        INSERT INTO one_time_passwords (mailbox, code_hash, expires_at) VALUES ($1, $2, $3)
        ON CONFLICT (mailbox) DO UPDATE SET code_hash = $2, expires_at = $3, tries = 0, used = false`,
});

/** Counts the try and compares in one statement: of many at once each sees the row as the one before left it. */
export const TRY_ONE_TIME_PASSWORD = write('try_one_time_password', {
  parameters: { mailbox: 'text', code_hash: 'bytea', now: 'timestamptz', max_tries: 'smallint' },
  columns: { used: 'boolean' },
  sql: `UPDATE one_time_passwords SET tries = tries + 1, used = (code_hash = $2)
        WHERE mailbox = $1 AND expires_at > $3 AND tries < $4 AND NOT used RETURNING used`,
});

export class TypeormOneTimePasswords extends OneTimePasswords {
  constructor(private readonly statements: Statements) {
    super();
  }

  override async replace(mailbox: string, codeHash: Uint8Array, expiresAtMs: number, nowMs: number): Promise<void> {
    await this.statements.run(REPLACE_ONE_TIME_PASSWORD, {
      mailbox,
      code_hash: codeHash,
      expires_at: new Date(expiresAtMs),
      now: new Date(nowMs),
    });
  }

  override async attempt(mailbox: string, codeHash: Uint8Array, nowMs: number): Promise<AttemptOutcome> {
    const [row] = await this.statements.run(TRY_ONE_TIME_PASSWORD, {
      mailbox,
      code_hash: codeHash,
      now: new Date(nowMs),
      max_tries: MAX_WRONG_TRIES,
    });
    if (!row) return 'absent';
    return row.used ? 'accepted' : 'wrong';
  }
}
