import { auditTrigger } from '@app/infrastructure/audit/audit-sql.js';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Keys of programs that act for a user or an administrator. Of a key its hash is kept. */
export class ApiKeys1795806371000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLE);
    for (const trigger of TRIGGERS) await runner.query(auditTrigger(trigger));
  }

  async down(): Promise<void> {
    throw new Error('who held which key is part of the audit trail, which is not taken down');
  }
}

const TABLE = `
CREATE TABLE api_keys (
  id            uuid PRIMARY KEY,
  key_hash      bytea NOT NULL UNIQUE CHECK (octet_length(key_hash) = 32),
  name          text NOT NULL CHECK (name <> ''),
  -- As the audit trail calls them.
  holder        text NOT NULL CHECK (holder <> ''),
  user_id       uuid REFERENCES users,
  -- Of the holder's live keys each has a place of its own, and there are only so many.
  place         smallint NOT NULL CHECK (place BETWEEN 1 AND 50),
  scopes        text[] NOT NULL CHECK (cardinality(scopes) > 0),
  limit_per_day bigint CHECK (limit_per_day > 0),
  addresses     bytea[],
  networks      text[],
  created_at    timestamptz NOT NULL,
  expires_at    timestamptz,
  last_used_at  timestamptz,
  revoked_at    timestamptz,
  revoked_by    text,
  CONSTRAINT api_keys_expiry CHECK (expires_at > created_at),
  CONSTRAINT api_keys_revocation CHECK ((revoked_at IS NULL) = (revoked_by IS NULL))
);
CREATE UNIQUE INDEX api_keys_name ON api_keys (holder, name) WHERE revoked_at IS NULL;
CREATE UNIQUE INDEX api_keys_place ON api_keys (holder, place) WHERE revoked_at IS NULL;
CREATE INDEX api_keys_revoked ON api_keys (holder, revoked_at) WHERE revoked_at IS NOT NULL`;

/** The names of keys are their holders' own affair. */
const TRIGGERS = [
  {
    name: 'audit_api_key',
    event: 'INSERT',
    table: 'api_keys',
    statement: `
  PERFORM append_audit('api_key_made', NEW.id::text, jsonb_build_object('scopes', to_jsonb(NEW.scopes)), NEW.holder);`,
  },
  {
    name: 'audit_api_key_revocation',
    event: 'UPDATE OF revoked_at',
    table: 'api_keys',
    when: 'OLD.revoked_at IS NULL AND NEW.revoked_at IS NOT NULL',
    statement: `
  PERFORM append_audit('api_key_revoked', NEW.id::text, '{}', NEW.revoked_by);`,
  },
];
