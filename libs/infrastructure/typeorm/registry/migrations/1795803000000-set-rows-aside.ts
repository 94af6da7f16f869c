import { auditTrigger } from '@app/infrastructure/audit/audit-sql.js';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What Core told in a form that cannot be read, so that it is read again, an operator sees it, and can say that it is nothing. */
export class SetRowsAside1795803000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(ROWS);
    await runner.query(
      auditTrigger({
        name: 'audit_row_dismissed',
        event: 'UPDATE OF state',
        table: 'coin_rows_set_aside',
        when: `NEW.state = 'dismissed' AND OLD.state <> 'dismissed'`,
        statement: `
  PERFORM append_audit('row_dismissed', NEW.id, jsonb_build_object('source', NEW.source, 'transaction', NEW.txid,
    'why', NEW.why, 'reason', NEW.reason), NEW.dismissed_by);`,
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE coin_rows_set_aside; DROP FUNCTION audit_row_dismissed');
  }
}

const ROWS = `
CREATE TABLE coin_rows_set_aside (
  id            text PRIMARY KEY CHECK (id ~ '^[0-9a-f]{16}$'),
  source        text NOT NULL CHECK (source IN ('listsinceblock', 'gettransaction')),
  txid          text CHECK (txid ~ '^[0-9a-f]{64}$'),
  why           text NOT NULL,
  since_block   text,
  state         text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'settled', 'dismissed')),
  first_seen_at timestamptz NOT NULL,
  last_seen_at  timestamptz NOT NULL,
  dismissed_by  text,
  reason        text CHECK (length(btrim(reason)) BETWEEN 1 AND 500),
  CHECK ((state = 'dismissed') = (dismissed_by IS NOT NULL AND reason IS NOT NULL))
);
CREATE INDEX coin_rows_set_aside_open ON coin_rows_set_aside (first_seen_at, id) WHERE state = 'open';`;
