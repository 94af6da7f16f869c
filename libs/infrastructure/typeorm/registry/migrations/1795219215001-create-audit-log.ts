import { auditTrigger, CREATE_AUDIT_LOG } from '@app/infrastructure/audit/audit-sql.js';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The registry's audit trail: a row for every entry that moves money, and for what is done to nodes and to payments as a whole. */
export class CreateAuditLog1795219215001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(CREATE_AUDIT_LOG);
    for (const trigger of TRIGGERS) await runner.query(auditTrigger(trigger));
  }

  async down(): Promise<void> {
    throw new Error('an audit trail is not taken down');
  }
}

const FREEZE = `
  PERFORM append_audit(CASE WHEN NEW.frozen_by IS NULL THEN 'sends_released' ELSE 'sends_frozen' END, 'registry',
    jsonb_build_object('by', NEW.frozen_by, 'drift', NEW.drift_units::text, 'height', NEW.height));`;

const TRIGGERS = [
  {
    name: 'audit_entry',
    event: 'INSERT',
    table: 'journal_entries',
    statement: `
  PERFORM append_audit('money_moved', 'entry ' || NEW.id, jsonb_build_object(
    'kind', NEW.kind, 'payment', NEW.payment_id, 'deposit', NEW.deposit_id,
    'lines', (SELECT jsonb_agg(jsonb_build_array(coalesce(w.node_id, 'operator'), a.kind, p.amount::text) ORDER BY p.account_id)
              FROM postings p JOIN accounts a ON a.id = p.account_id LEFT JOIN wallets w ON w.id = a.wallet_id
              WHERE p.entry_id = NEW.id)),
    coalesce((SELECT 'node:' || w.node_id FROM payments p JOIN wallets w ON w.id = p.wallet_id WHERE p.id = NEW.payment_id),
             CASE WHEN NEW.deposit_id IS NOT NULL THEN 'coin' END));`,
  },
  {
    name: 'audit_reputation',
    event: 'INSERT',
    table: 'reputation_events',
    statement: `
  PERFORM append_audit('reputation_changed', NEW.node_id, jsonb_build_object(
    'event', NEW.event_type, 'delta', NEW.delta, 'before', NEW.old_reputation, 'after', NEW.new_reputation));`,
  },
  {
    name: 'audit_service',
    event: 'UPDATE OF deregistered_at',
    table: 'nodes',
    when: '(OLD.deregistered_at IS NULL) <> (NEW.deregistered_at IS NULL)',
    statement: `
  PERFORM append_audit(CASE WHEN NEW.deregistered_at IS NULL THEN 'node_returned' ELSE 'node_deregistered' END, NEW.node_id,
    '{}', CASE coalesce(NEW.deregistered_by, OLD.deregistered_by) WHEN 'node' THEN 'node:' || NEW.node_id ELSE 'administrator' END);`,
  },
  {
    name: 'audit_first_freeze',
    event: 'INSERT',
    table: 'coin_audit',
    when: 'NEW.frozen_by IS NOT NULL',
    statement: FREEZE,
  },
  {
    name: 'audit_freeze',
    event: 'UPDATE',
    table: 'coin_audit',
    when: 'OLD.frozen_by IS DISTINCT FROM NEW.frozen_by',
    statement: FREEZE,
  },
];
