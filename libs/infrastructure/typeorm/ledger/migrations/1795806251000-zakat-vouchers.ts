import { auditTrigger } from '@app/infrastructure/audit/audit-sql.js';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Vouchers: what the pool pays, to whom and why. What must never happen is refused here: a voucher that is paid twice or
 * without approval, one that changes after it was proposed, and more out of a receipt, or for the collectors, than they hold.
 */
export class ZakatVouchers1795806251000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(STATES);
    await runner.query(DECISIONS);
    await runner.query(SETTLE_ORDERS);
    await runner.query(STORE_COMPANIONS_WITH_VOUCHERS);
    for (const trigger of TRIGGERS) await runner.query(auditTrigger(trigger));
  }

  async down(): Promise<void> {
    throw new Error('what was paid out of a pool is not forgotten');
  }
}

const TABLES = `
CREATE TABLE zakat_vouchers (
  number              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  id                  uuid NOT NULL UNIQUE,
  state               text NOT NULL DEFAULT 'proposed' CHECK (state IN ('proposed', 'approved', 'paid', 'rejected')),
  kind                text NOT NULL CHECK (kind IN ('distribution', 'refund')),
  asnaf               text CHECK (asnaf IN ('fuqara', 'masakin', 'amilin', 'muallafa', 'riqab', 'gharimin', 'fi_sabilillah',
                                            'ibn_al_sabil')),
  -- As the series of receipts: a period, or an underscore and a year.
  period              text NOT NULL CHECK (period ~ '^[A-Za-z0-9_][A-Za-z0-9._-]{0,31}$'),
  pool_address        bytea NOT NULL CHECK (octet_length(pool_address) = 32),
  beneficiary_name    text NOT NULL CHECK (beneficiary_name <> ''),
  beneficiary_address bytea NOT NULL CHECK (octet_length(beneficiary_address) = 32),
  amount              bigint NOT NULL CHECK (amount > 0),
  receipt             bigint REFERENCES zakat_receipts,
  note                text NOT NULL,
  proposed_by         text NOT NULL CHECK (proposed_by <> ''),
  proposed_at         timestamptz NOT NULL,
  rejected_by         text,
  rejected_at         timestamptz,
  rejection           text,
  -- The caller's key and what was asked for with it: see RequestClaim. They are kept for good.
  key_hash            bytea UNIQUE CHECK (octet_length(key_hash) = 32),
  request_hash        bytea CHECK (octet_length(request_hash) = 32),
  CONSTRAINT zakat_vouchers_purpose CHECK ((kind = 'distribution') = (asnaf IS NOT NULL) AND (kind = 'refund') = (receipt IS NOT NULL)),
  CONSTRAINT zakat_vouchers_rejection CHECK ((state = 'rejected') = (num_nonnulls(rejected_by, rejected_at, rejection) = 3)
                                             AND num_nonnulls(rejected_by, rejected_at, rejection) IN (0, 3)),
  CONSTRAINT zakat_vouchers_claim CHECK ((key_hash IS NULL) = (request_hash IS NULL)),
  CONSTRAINT zakat_vouchers_leave_the_pool CHECK (beneficiary_address <> pool_address)
);
CREATE INDEX zakat_vouchers_state ON zakat_vouchers (state, number);
CREATE INDEX zakat_vouchers_receipt ON zakat_vouchers (receipt) WHERE receipt IS NOT NULL;
CREATE INDEX zakat_vouchers_amilin ON zakat_vouchers (period) WHERE asnaf = 'amilin';

CREATE TABLE zakat_voucher_approvals (
  voucher_id  uuid NOT NULL REFERENCES zakat_vouchers (id),
  approved_by text NOT NULL CHECK (approved_by <> ''),
  approved_at timestamptz NOT NULL,
  PRIMARY KEY (voucher_id, approved_by)
);

CREATE TABLE zakat_voucher_payments (
  voucher_id      uuid PRIMARY KEY REFERENCES zakat_vouchers (id),
  transaction_key bigint NOT NULL UNIQUE REFERENCES transactions,
  paid_by         text NOT NULL CHECK (paid_by <> ''),
  paid_at         timestamptz NOT NULL
);

-- Payments that the holder of the pool's key was asked to sign. The transaction with this ID pays the voucher when it is mined.
CREATE TABLE zakat_voucher_orders (
  txid       bytea PRIMARY KEY CHECK (octet_length(txid) = 32),
  voucher_id uuid NOT NULL REFERENCES zakat_vouchers (id),
  -- What it spends: ID and index of each output, 36 bytes.
  outpoints  bytea NOT NULL CHECK (octet_length(outpoints) > 0 AND octet_length(outpoints) % 36 = 0),
  asked_by   text NOT NULL CHECK (asked_by <> ''),
  asked_at   timestamptz NOT NULL
);
CREATE INDEX zakat_voucher_orders_voucher ON zakat_voucher_orders (voucher_id, asked_at);`;

const STATES = `
CREATE FUNCTION guard_zakat_voucher() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $guard$
DECLARE
  v_decided CONSTANT text[] := ARRAY['state', 'rejected_by', 'rejected_at', 'rejection'];
BEGIN
  IF TG_OP = 'DELETE' OR to_jsonb(NEW) - v_decided <> to_jsonb(OLD) - v_decided THEN
    RAISE EXCEPTION 'a voucher stays as it was proposed';
  END IF;
  IF (OLD.state, NEW.state) NOT IN (('proposed', 'approved'), ('proposed', 'rejected'), ('approved', 'rejected'), ('approved', 'paid')) THEN
    RAISE EXCEPTION 'a voucher that is % does not become %', OLD.state, NEW.state;
  END IF;
  IF NEW.state = 'approved' AND NOT EXISTS (SELECT FROM zakat_voucher_approvals WHERE voucher_id = NEW.id)
     OR NEW.state = 'paid' AND NOT EXISTS (SELECT FROM zakat_voucher_payments WHERE voucher_id = NEW.id) THEN
    RAISE EXCEPTION 'nothing says that this voucher is %', NEW.state;
  END IF;
  RETURN NEW;
END
$guard$;
CREATE TRIGGER zakat_vouchers_guarded BEFORE UPDATE OR DELETE ON zakat_vouchers
  FOR EACH ROW EXECUTE FUNCTION guard_zakat_voucher();
CREATE TRIGGER zakat_voucher_approvals_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON zakat_voucher_approvals
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting_history();
CREATE TRIGGER zakat_voucher_payments_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON zakat_voucher_payments
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting_history();

-- With the payment, or not at all: the guard refuses it for a voucher that is not approved.
CREATE FUNCTION mark_zakat_voucher_paid() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $mark$
BEGIN
  UPDATE zakat_vouchers SET state = 'paid' WHERE id = NEW.voucher_id;
  RETURN NULL;
END
$mark$;
CREATE TRIGGER zakat_voucher_payments_mark AFTER INSERT ON zakat_voucher_payments
  FOR EACH ROW WHEN (current_setting('mizan.restoring', true) IS DISTINCT FROM 'on') EXECUTE FUNCTION mark_zakat_voucher_paid();`;

const DECISIONS = `
-- Units that approved and paid vouchers leave of what limits one like this: of the receipt for a refund, of the cap for the
-- collectors. Null where nothing does.
CREATE FUNCTION zakat_voucher_room(p_receipt bigint, p_asnaf text, p_period text, p_cap_numerator bigint, p_cap_denominator bigint)
RETURNS numeric LANGUAGE sql STABLE SET search_path FROM CURRENT AS $room$
  SELECT CASE
    WHEN p_receipt IS NOT NULL THEN
      (SELECT amount FROM zakat_records WHERE transaction_key = p_receipt)
      - (SELECT coalesce(sum(amount), 0) FROM zakat_vouchers WHERE receipt = p_receipt AND state IN ('approved', 'paid'))
    WHEN p_asnaf = 'amilin' THEN
      div((SELECT coalesce(sum(z.amount), 0) FROM zakat_receipts r JOIN zakat_records z ON z.transaction_key = r.transaction_key
           WHERE r.series = p_period) * p_cap_numerator, p_cap_denominator)
      - (SELECT coalesce(sum(amount), 0) FROM zakat_vouchers
         WHERE asnaf = 'amilin' AND period = p_period AND state IN ('approved', 'paid'))
  END
$room$;

-- What came of it: counted, missing, repeated, closed or excessive. One approval is looked at after the other, so that two at
-- once cannot pass a limit that each of them keeps.
CREATE FUNCTION approve_zakat_voucher(p_id uuid, p_actor text, p_approvals integer, p_cap_numerator bigint,
                                      p_cap_denominator bigint, p_at timestamptz)
RETURNS text LANGUAGE plpgsql SET search_path FROM CURRENT AS $approve$
DECLARE
  v_voucher zakat_vouchers%ROWTYPE;
  v_is_last boolean;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('mizan:zakat-vouchers:' || current_schema, 0));
  SELECT * INTO v_voucher FROM zakat_vouchers WHERE id = p_id FOR UPDATE;
  IF NOT FOUND THEN RETURN 'missing'; END IF;
  IF EXISTS (SELECT FROM zakat_voucher_approvals WHERE voucher_id = p_id AND approved_by = p_actor) THEN RETURN 'repeated'; END IF;
  IF v_voucher.state <> 'proposed' THEN RETURN 'closed'; END IF;
  SELECT count(*) + 1 >= p_approvals INTO v_is_last FROM zakat_voucher_approvals WHERE voucher_id = p_id;
  IF v_is_last AND zakat_voucher_room(v_voucher.receipt, v_voucher.asnaf, v_voucher.period, p_cap_numerator, p_cap_denominator)
                   < v_voucher.amount THEN
    RETURN 'excessive';
  END IF;
  INSERT INTO zakat_voucher_approvals (voucher_id, approved_by, approved_at) VALUES (p_id, p_actor, p_at);
  IF v_is_last THEN UPDATE zakat_vouchers SET state = 'approved' WHERE id = p_id; END IF;
  RETURN 'counted';
END
$approve$;

-- What came of it: rejected, missing or closed.
CREATE FUNCTION reject_zakat_voucher(p_id uuid, p_actor text, p_reason text, p_at timestamptz)
RETURNS text LANGUAGE plpgsql SET search_path FROM CURRENT AS $reject$
DECLARE
  v_state text;
BEGIN
  SELECT state INTO v_state FROM zakat_vouchers WHERE id = p_id FOR UPDATE;
  IF NOT FOUND THEN RETURN 'missing'; END IF;
  IF v_state NOT IN ('proposed', 'approved') THEN RETURN 'closed'; END IF;
  UPDATE zakat_vouchers SET state = 'rejected', rejected_by = p_actor, rejected_at = p_at, rejection = p_reason WHERE id = p_id;
  RETURN 'rejected';
END
$reject$;`;

/** Once for each block, at its commit, whichever way its transactions came. A voucher that is rejected meanwhile fails no block. */
const SETTLE_ORDERS = `
CREATE FUNCTION settle_zakat_orders() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $settle$
BEGIN
  INSERT INTO zakat_voucher_payments (voucher_id, transaction_key, paid_by, paid_at)
  SELECT v.id, t.key, o.asked_by, clock_timestamp()
  FROM zakat_vouchers v JOIN zakat_voucher_orders o ON o.voucher_id = v.id JOIN transactions t ON t.txid = o.txid
  WHERE v.state = 'approved' AND t.key >= NEW.first_transaction AND t.key < NEW.first_transaction + NEW.transaction_count
  FOR UPDATE OF v
  ON CONFLICT (voucher_id) DO NOTHING;
  RETURN NULL;
END
$settle$;
CREATE CONSTRAINT TRIGGER settle_zakat_orders AFTER INSERT ON blocks DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (current_setting('mizan.restoring', true) IS DISTINCT FROM 'on') EXECUTE FUNCTION settle_zakat_orders();`;

/** It stores the payments of vouchers as well. */
const STORE_COMPANIONS_WITH_VOUCHERS = `
CREATE OR REPLACE FUNCTION store_companions(p_height bigint, p_first_transaction bigint, p_companions jsonb)
RETURNS void LANGUAGE plpgsql SET search_path FROM CURRENT AS $companions$
DECLARE
  v_claims jsonb;
  v_charged jsonb;
BEGIN
  PERFORM audit_companions(p_companions);
  INSERT INTO zakat_records (run_id, user_id, wallet_address, amount, height, transaction_key, created_at)
  SELECT c.run_id, c.user_id, decode(c.wallet_address, 'hex'), c.amount, p_height, p_first_transaction + c.position, c.created_at
  FROM jsonb_to_recordset(p_companions) AS c(kind text, position integer, run_id uuid, user_id uuid, wallet_address text,
                                             amount bigint, created_at timestamptz)
  WHERE c.kind = 'zakat_record';
  IF FOUND THEN
    SELECT jsonb_agg(c || jsonb_build_object('transaction_key', p_first_transaction + (c ->> 'position')::bigint)) INTO v_charged
    FROM jsonb_array_elements(p_companions) AS c WHERE c ->> 'kind' = 'zakat_record';
    PERFORM issue_zakat_receipts(v_charged);
  END IF;

  IF p_companions @> '[{"kind": "zakat_voucher"}]' THEN
    INSERT INTO zakat_voucher_payments (voucher_id, transaction_key, paid_by, paid_at)
    SELECT c.voucher_id, p_first_transaction + c.position, c.paid_by, c.created_at
    FROM jsonb_to_recordset(p_companions) AS c(kind text, position integer, voucher_id uuid, paid_by text, created_at timestamptz)
    WHERE c.kind = 'zakat_voucher';
  END IF;

  SELECT jsonb_agg(c || jsonb_build_object('transaction_key', p_first_transaction + (c ->> 'position')::bigint)) INTO v_claims
  FROM jsonb_array_elements(p_companions) AS c WHERE c ->> 'kind' = 'idempotency_key';
  IF v_claims IS NOT NULL THEN PERFORM claim_idempotency_keys(v_claims); END IF;
END
$companions$`;

/** Beneficiaries have names, which the trail does not. */
const TRIGGERS = [
  {
    name: 'audit_zakat_voucher',
    event: 'INSERT',
    table: 'zakat_vouchers',
    statement: `
  PERFORM append_audit('zakat_voucher_proposed', NEW.id::text, jsonb_build_object(
    'kind', NEW.kind, 'asnaf', NEW.asnaf, 'period', NEW.period, 'amount', NEW.amount::text,
    'beneficiary', encode(NEW.beneficiary_address, 'hex')), NEW.proposed_by);`,
  },
  {
    name: 'audit_zakat_voucher_approval',
    event: 'INSERT',
    table: 'zakat_voucher_approvals',
    statement: `
  PERFORM append_audit('zakat_voucher_approved', NEW.voucher_id::text, '{}', NEW.approved_by);`,
  },
  {
    name: 'audit_zakat_voucher_rejection',
    event: 'UPDATE OF state',
    table: 'zakat_vouchers',
    when: "NEW.state = 'rejected' AND OLD.state <> 'rejected'",
    statement: `
  PERFORM append_audit('zakat_voucher_rejected', NEW.id::text, '{}', NEW.rejected_by);`,
  },
  {
    name: 'audit_zakat_voucher_payment',
    event: 'INSERT',
    table: 'zakat_voucher_payments',
    statement: `
  PERFORM append_audit('zakat_voucher_paid', NEW.voucher_id::text, (
    SELECT jsonb_build_object('txid', encode(txid, 'hex')) FROM transactions WHERE key = NEW.transaction_key), NEW.paid_by);`,
  },
];
