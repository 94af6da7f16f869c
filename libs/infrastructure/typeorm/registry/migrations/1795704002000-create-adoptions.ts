import { auditTrigger } from '@app/infrastructure/audit/audit-sql.js';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Differences between the books and Core that an administrator took into the books, with the reason, each of them once. */
export class CreateAdoptions1795704002000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(ADOPTIONS);
    await runner.query(
      auditTrigger({
        name: 'audit_adoption',
        event: 'INSERT',
        table: 'adoptions',
        statement: `
  PERFORM append_audit('reserves_adopted', NEW.finding, jsonb_build_object('drift', NEW.drift_units::text,
    'rest', NEW.rest_units::text, 'transactions', to_jsonb(NEW.txids), 'reason', NEW.reason), NEW.actor);`,
      }),
    );
  }

  async down(): Promise<void> {
    throw new Error('what was adopted is part of the audit trail, which is not taken down');
  }
}

const ADOPTIONS = `
CREATE TABLE adoptions (
  finding     text PRIMARY KEY CHECK (finding ~ '^[0-9a-f]{16}$'),
  drift_units bigint NOT NULL CHECK (drift_units <> 0),
  rest_units  bigint NOT NULL,
  txids       text[] NOT NULL,
  reason      text NOT NULL CHECK (length(btrim(reason)) BETWEEN 1 AND 500),
  actor       text NOT NULL,
  adopted_at  timestamptz NOT NULL
);
CREATE TRIGGER adoptions_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON adoptions
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting_history();`;
