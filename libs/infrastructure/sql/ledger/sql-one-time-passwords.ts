import {
  type Attempt,
  type CodePlace,
  MAX_STRANGERS_TRIES,
  MAX_WRONG_TRIES,
  type NewCode,
  OneTimePasswords,
} from '@app/identity';
import { type Statements, write } from '../statement.js';

/** Sweeps out up to a hundred expired ones of others in passing. */
export const REPLACE_ONE_TIME_PASSWORD = write('replace_one_time_password', {
  parameters: {
    mailbox: 'text',
    purpose: 'text',
    requester: 'bytea',
    code_hash: 'bytea',
    expires_at: 'timestamptz',
    now: 'timestamptz',
    sent_to: 'text',
  },
  columns: {},
  sql: `WITH expired AS (
          DELETE FROM one_time_passwords WHERE (mailbox, purpose, requester) IN (
            SELECT mailbox, purpose, requester FROM one_time_passwords WHERE expires_at < $6 AND mailbox <> $1
            ORDER BY expires_at LIMIT 100 FOR UPDATE SKIP LOCKED))
        INSERT INTO one_time_passwords (mailbox, purpose, requester, code_hash, expires_at, sent_to) VALUES ($1, $2, $3, $4, $5, $7)
        ON CONFLICT (mailbox, purpose, requester)
          DO UPDATE SET code_hash = $4, expires_at = $5, sent_to = $7, tries = 0, strangers_tries = 0, used = false`,
});

/** Counts the try and compares in one statement: of many at once each sees the rows as the one before left them. */
export const TRY_ONE_TIME_PASSWORD = write('try_one_time_password', {
  parameters: {
    mailbox: 'text',
    purpose: 'text',
    requester: 'bytea',
    code_hash: 'bytea',
    now: 'timestamptz',
    max_tries: 'smallint',
    max_strangers_tries: 'smallint',
  },
  columns: { accepted: 'boolean', sent_to: 'text null' },
  sql: `WITH code AS (
          SELECT c.requester, c.sent_to, code_hash = $4 AS matches,
            NOT used AND expires_at > $5 AND tries < $6 AND (c.requester = $3 OR strangers_tries < $7) AS live
          FROM one_time_passwords AS c WHERE mailbox = $1 AND purpose = $2 ORDER BY c.requester FOR UPDATE),
        outcome AS (SELECT bool_or(live AND matches) AS accepted, min(sent_to) FILTER (WHERE live AND matches) AS address FROM code)
        UPDATE one_time_passwords AS c
        SET tries = tries + live::int, used = used OR accepted,
          strangers_tries = strangers_tries + (live AND c.requester <> $3)::int
        FROM code, outcome
        WHERE mailbox = $1 AND purpose = $2 AND c.requester = code.requester AND (live OR accepted)
        RETURNING accepted, address AS sent_to`,
});

export const GIVE_BACK_ONE_TIME_PASSWORD = write('give_back_one_time_password', {
  parameters: { mailbox: 'text', purpose: 'text', code_hash: 'bytea' },
  columns: {},
  sql: `UPDATE one_time_passwords SET used = false WHERE mailbox = $1 AND purpose = $2 AND code_hash = $3 AND used`,
});

export class SqlOneTimePasswords extends OneTimePasswords {
  constructor(private readonly statements: Statements) {
    super();
  }

  override async replace(place: CodePlace, { codeHash, sentTo, expiresAtMs }: NewCode, nowMs: number): Promise<void> {
    await this.statements.run(REPLACE_ONE_TIME_PASSWORD, {
      ...place,
      code_hash: codeHash,
      expires_at: new Date(expiresAtMs),
      now: new Date(nowMs),
      sent_to: sentTo,
    });
  }

  override async attempt(place: CodePlace, codeHash: Uint8Array, nowMs: number): Promise<Attempt> {
    const [row] = await this.statements.run(TRY_ONE_TIME_PASSWORD, {
      ...place,
      code_hash: codeHash,
      now: new Date(nowMs),
      max_tries: MAX_WRONG_TRIES,
      max_strangers_tries: MAX_STRANGERS_TRIES,
    });
    if (!row) return { outcome: 'absent' };
    return row.accepted && row.sent_to !== null ? { outcome: 'accepted', sentTo: row.sent_to } : { outcome: 'wrong' };
  }

  override async giveBack({ mailbox, purpose }: Omit<CodePlace, 'requester'>, codeHash: Uint8Array): Promise<void> {
    await this.statements.run(GIVE_BACK_ONE_TIME_PASSWORD, { mailbox, purpose, code_hash: codeHash });
  }
}
