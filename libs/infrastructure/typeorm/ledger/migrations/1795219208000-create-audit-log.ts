import { auditTrigger, CREATE_AUDIT_LOG } from '@app/infrastructure/audit/audit-sql.js';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The ledger's audit trail: a row per block, which itself chains its transactions, and one for each administrative act.
 * Acts that a block carries, such as a faucet's, come as companions of kind `audit`.
 */
export class CreateAuditLog1795219208000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(APPEND_ONLY);
    await runner.query(CREATE_AUDIT_LOG);
    for (const trigger of TRIGGERS) await runner.query(auditTrigger(trigger));
    await runner.query(AUDIT_COMPANIONS);
    await runner.query(STORE_AND_AUDIT_COMPANIONS);
  }

  async down(): Promise<void> {
    throw new Error('an audit trail is not taken down');
  }
}

const APPEND_ONLY = `
CREATE FUNCTION refuse_rewriting_history() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rows of % are only ever added', TG_TABLE_NAME;
END $$`;

const TRIGGERS = [
  {
    name: 'audit_block',
    event: 'INSERT',
    table: 'blocks',
    declare: 'v_before bigint;',
    statement: `
  SELECT supply INTO v_before FROM blocks WHERE height = NEW.height - 1;
  PERFORM append_audit('block_appended', NEW.height::text, jsonb_build_object(
    'hash', encode(NEW.hash, 'hex'), 'transactions', NEW.transaction_count,
    'minted', (NEW.supply - coalesce(v_before, 0))::text, 'supply', NEW.supply::text));`,
  },
  {
    name: 'audit_zakat_start',
    event: 'INSERT',
    table: 'zakat_runs',
    statement: `
  PERFORM append_audit('zakat_run_started', NEW.id::text, jsonb_build_object(
    'pool', encode(NEW.pool_address, 'hex'), 'period', NEW.period));`,
  },
  {
    name: 'audit_zakat_end',
    event: 'UPDATE OF completed_at',
    table: 'zakat_runs',
    when: 'OLD.completed_at IS NULL AND NEW.completed_at IS NOT NULL',
    statement: `
  PERFORM append_audit('zakat_run_completed', NEW.id::text, (
    SELECT jsonb_build_object('charged', count(*), 'total', coalesce(sum(amount), 0)::text)
    FROM zakat_records WHERE run_id = NEW.id));`,
  },
];

const AUDIT_COMPANIONS = `
CREATE FUNCTION audit_companions(p_companions jsonb) RETURNS void LANGUAGE plpgsql SET search_path FROM CURRENT AS $companions$
BEGIN
  PERFORM append_audit(c.action, c.subject, c.details::jsonb, c.actor)
  FROM jsonb_to_recordset(p_companions) AS c(kind text, action text, subject text, details text, actor text)
  WHERE c.kind = 'audit';
END
$companions$`;

/** Audits them first. */
export const STORE_AND_AUDIT_COMPANIONS = `
CREATE OR REPLACE FUNCTION store_companions(p_height bigint, p_first_transaction bigint, p_companions jsonb)
RETURNS void LANGUAGE plpgsql SET search_path FROM CURRENT AS $companions$
DECLARE
  v_claims jsonb;
BEGIN
  PERFORM audit_companions(p_companions);
  INSERT INTO zakat_records (run_id, user_id, wallet_address, amount, height, transaction_key, created_at)
  SELECT c.run_id, c.user_id, decode(c.wallet_address, 'hex'), c.amount, p_height, p_first_transaction + c.position, c.created_at
  FROM jsonb_to_recordset(p_companions) AS c(kind text, position integer, run_id uuid, user_id uuid, wallet_address text,
                                             amount bigint, created_at timestamptz)
  WHERE c.kind = 'zakat_record';

  SELECT jsonb_agg(c || jsonb_build_object('transaction_key', p_first_transaction + (c ->> 'position')::bigint)) INTO v_claims
  FROM jsonb_array_elements(p_companions) AS c WHERE c ->> 'kind' = 'idempotency_key';
  IF v_claims IS NOT NULL THEN PERFORM claim_idempotency_keys(v_claims); END IF;
END
$companions$`;
