import { type AttemptOutcome, MAX_WRONG_TRIES, OneTimePasswords } from '@app/identity';
import type { Database } from '../database.js';

export class TypeormOneTimePasswords extends OneTimePasswords {
  constructor(private readonly database: Database) {
    super();
  }

  override async replace(mailbox: string, codeHash: Uint8Array, expiresAtMs: number, nowMs: number): Promise<void> {
    await this.database.query(
      `WITH expired AS (
         DELETE FROM one_time_passwords WHERE mailbox IN (
           SELECT mailbox FROM one_time_passwords WHERE expires_at < $4 AND mailbox <> $1 ORDER BY expires_at LIMIT 100
           FOR UPDATE SKIP LOCKED))
       INSERT INTO one_time_passwords (mailbox, code_hash, expires_at) VALUES ($1, $2, $3)
       ON CONFLICT (mailbox) DO UPDATE SET code_hash = $2, expires_at = $3, tries = 0, used = false`,
      [mailbox, codeHash, new Date(expiresAtMs), new Date(nowMs)],
    );
  }

  /** Counts the try and compares in one statement: of many at once each sees the row as the one before left it. */
  override async attempt(mailbox: string, codeHash: Uint8Array, nowMs: number): Promise<AttemptOutcome> {
    const [row] = await this.database.query<{ used: boolean }>(
      `UPDATE one_time_passwords SET tries = tries + 1, used = (code_hash = $2)
       WHERE mailbox = $1 AND expires_at > $3 AND tries < $4 AND NOT used RETURNING used`,
      [mailbox, codeHash, new Date(nowMs), MAX_WRONG_TRIES],
    );
    if (!row) return 'absent';
    return row.used ? 'accepted' : 'wrong';
  }
}
