import { auditTrigger } from '@app/infrastructure/audit/audit-sql.js';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Keys of nodes can be replaced. What must never happen is forbidden here: a key that was given up coming back, for its node or
 * for another, and one key being replaced twice.
 */
export class RotateNodeKeys1795801000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(EVERY_KEY);
    await runner.query(ROTATIONS);
    await runner.query(
      auditTrigger({
        name: 'audit_key_rotation',
        event: 'INSERT',
        table: 'node_key_rotations',
        statement: `
  PERFORM append_audit('node_key_rotated', NEW.node_id,
    jsonb_build_object('old', NEW.old_key_id, 'new', encode(NEW.new_key, 'hex')), NEW.actor);`,
      }),
    );
  }

  async down(): Promise<void> {
    throw new Error('which keys were given up is not forgotten');
  }
}

const EVERY_KEY = `
-- Every public key that a node has or had. The rows of those that register and rotate meet on its primary key.
CREATE TABLE node_public_keys (
  public_key bytea CONSTRAINT node_public_keys_key PRIMARY KEY CHECK (octet_length(public_key) IN (32, 33)),
  node_id    text NOT NULL REFERENCES nodes,
  UNIQUE (node_id, public_key)
);
INSERT INTO node_public_keys (public_key, node_id)
  SELECT public_key, node_id FROM node_credentials WHERE public_key IS NOT NULL;
CREATE TRIGGER node_public_keys_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON node_public_keys
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting_history();
ALTER TABLE node_credentials ADD CONSTRAINT node_credentials_own_key
  FOREIGN KEY (node_id, public_key) REFERENCES node_public_keys (node_id, public_key);`;

const ROTATIONS = `
CREATE TABLE node_key_rotations (
  number           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  node_id          text NOT NULL REFERENCES nodes,
  old_key_id       text NOT NULL CHECK (old_key_id ~ '^(0[23][0-9a-f]{64}|[0-9a-f]{64}|hmac:.{1,64})$'),
  new_key          bytea NOT NULL CONSTRAINT node_key_rotations_new_key UNIQUE,
  by_administrator boolean NOT NULL,
  actor            text NOT NULL CHECK (actor <> ''),
  idempotency_key  text CHECK (idempotency_key ~ '^[!-~]{1,255}$'),
  rotated_at       timestamptz NOT NULL,
  CONSTRAINT node_key_rotations_old_key UNIQUE (node_id, old_key_id),
  CONSTRAINT node_key_rotations_idempotency_key UNIQUE (node_id, idempotency_key),
  FOREIGN KEY (node_id, new_key) REFERENCES node_public_keys (node_id, public_key)
);
CREATE TRIGGER node_key_rotations_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON node_key_rotations
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting_history();`;
