import { auditTrigger } from '@app/infrastructure/audit/audit-sql.js';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * How often the bytes of a payment were offered to Core and how often Core said no: while both are the same, the
 * network does not have them. A payment is signed to be offered at once, so the first time counts from the signature. Of
 * payments that are under way already it is not known, so theirs are never the same.
 */
export class RefusedPayments1795803001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(PAYMENTS);
    await runner.query(ENDINGS);
    await runner.query(
      auditTrigger({
        name: 'audit_payment_ended',
        event: 'INSERT',
        table: 'payment_endings',
        statement: `
  PERFORM append_audit('payment_ended', NEW.txid, jsonb_build_object('payment', NEW.payment_id, 'reason', NEW.reason), NEW.actor);`,
      }),
    );
  }

  async down(): Promise<void> {
    throw new Error('what was ended is part of the audit trail, which is not taken down');
  }
}

const PAYMENTS = `
ALTER TABLE payments
  ADD COLUMN offers integer NOT NULL DEFAULT 1,
  ADD COLUMN refusals integer NOT NULL DEFAULT 0,
  ADD COLUMN refusal_code integer,
  ADD COLUMN refused_since timestamptz,
  ADD COLUMN refused_at_height bigint,
  ADD CONSTRAINT payments_refusals CHECK (refusals BETWEEN 0 AND offers);
UPDATE payments SET offers = 1000000 WHERE NOT final AND txid IS NOT NULL;`;

const ENDINGS = `
CREATE TABLE payment_endings (
  payment_id bigint PRIMARY KEY REFERENCES payments,
  txid       text NOT NULL,
  reason     text NOT NULL CHECK (length(btrim(reason)) BETWEEN 1 AND 500),
  actor      text NOT NULL,
  ended_at   timestamptz NOT NULL
);
CREATE TRIGGER payment_endings_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON payment_endings
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting_history();`;
