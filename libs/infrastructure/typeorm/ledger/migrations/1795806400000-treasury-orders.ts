import { auditTrigger } from '@app/infrastructure/audit/audit-sql.js';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Orders of the treasury: units that are issued, and units that are redeemed. What must never happen is refused here: an order
 * that is carried out twice, without approval or by another transaction than it says, one that changes after it was proposed, two
 * with one reference, and more on a day than the limit.
 */
export class TreasuryOrders1795806400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(STATES);
    await runner.query(SETTLEMENTS);
    await runner.query(DECISIONS);
    await runner.query(STORE_COMPANIONS_WITH_ORDERS);
    for (const trigger of TRIGGERS) await runner.query(auditTrigger(trigger));
  }

  async down(): Promise<void> {
    throw new Error('what was issued and redeemed is not forgotten');
  }
}

const TABLES = `
CREATE TABLE treasury_orders (
  number       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  id           uuid NOT NULL UNIQUE,
  state        text NOT NULL DEFAULT 'proposed' CHECK (state IN ('proposed', 'approved', 'mined', 'rejected')),
  kind         text NOT NULL CHECK (kind IN ('issue', 'redemption')),
  address      bytea NOT NULL CHECK (octet_length(address) = 32),
  amount       bigint NOT NULL CHECK (amount BETWEEN 1 AND 1000000000000000000),
  reference    text NOT NULL CHECK (char_length(reference) BETWEEN 1 AND 64),
  -- Of kind, ID, address, amount and reference; what was approved, and what the transaction of an issue has in it.
  hash         bytea NOT NULL UNIQUE CHECK (octet_length(hash) = 32),
  proposed_by  text NOT NULL CHECK (proposed_by <> ''),
  proposed_at  timestamptz NOT NULL,
  -- With the last approval, and how many different people had to approve.
  approved_at  timestamptz,
  needed       integer CHECK (needed > 0),
  rejected_by  text,
  rejected_at  timestamptz,
  rejection    text,
  -- The caller's key and what was asked for with it: see RequestClaim. They are kept for good.
  key_hash     bytea UNIQUE CHECK (octet_length(key_hash) = 32),
  request_hash bytea CHECK (octet_length(request_hash) = 32),
  CONSTRAINT treasury_orders_approval CHECK ((approved_at IS NULL) = (needed IS NULL)
                                             AND (state NOT IN ('approved', 'mined') OR needed IS NOT NULL)),
  CONSTRAINT treasury_orders_rejection CHECK ((state = 'rejected') = (num_nonnulls(rejected_by, rejected_at, rejection) = 3)
                                              AND num_nonnulls(rejected_by, rejected_at, rejection) IN (0, 3)),
  CONSTRAINT treasury_orders_claim CHECK ((key_hash IS NULL) = (request_hash IS NULL))
);
CREATE UNIQUE INDEX treasury_orders_reference ON treasury_orders (kind, reference) WHERE state <> 'rejected';
CREATE INDEX treasury_orders_kind ON treasury_orders (kind, number);
CREATE INDEX treasury_orders_state ON treasury_orders (kind, state, number);
CREATE INDEX treasury_orders_proposed ON treasury_orders (kind, proposed_at);
CREATE INDEX treasury_orders_approved ON treasury_orders (kind, approved_at) WHERE approved_at IS NOT NULL;

CREATE TABLE treasury_approvals (
  order_id    uuid NOT NULL REFERENCES treasury_orders (id),
  approved_by text NOT NULL CHECK (approved_by <> ''),
  approved_at timestamptz NOT NULL,
  PRIMARY KEY (order_id, approved_by)
);

CREATE TABLE treasury_settlements (
  transaction_key bigint PRIMARY KEY REFERENCES transactions (key),
  order_id        uuid NOT NULL UNIQUE REFERENCES treasury_orders (id),
  -- Of this order and all that were carried out before it.
  issued_total    numeric NOT NULL CHECK (issued_total >= 0),
  redeemed_total  numeric NOT NULL CHECK (redeemed_total >= 0),
  settled_by      text NOT NULL CHECK (settled_by <> ''),
  settled_at      timestamptz NOT NULL
);`;

const STATES = `
CREATE FUNCTION guard_treasury_order() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $guard$
DECLARE
  v_decided CONSTANT text[] := ARRAY['state', 'approved_at', 'needed', 'rejected_by', 'rejected_at', 'rejection'];
BEGIN
  IF TG_OP = 'DELETE' OR to_jsonb(NEW) - v_decided <> to_jsonb(OLD) - v_decided
     OR OLD.needed IS NOT NULL AND (NEW.needed, NEW.approved_at) IS DISTINCT FROM (OLD.needed, OLD.approved_at) THEN
    RAISE EXCEPTION 'an order stays as it was proposed';
  END IF;
  IF (OLD.state, NEW.state) NOT IN (('proposed', 'approved'), ('proposed', 'rejected'), ('approved', 'rejected'), ('approved', 'mined')) THEN
    RAISE EXCEPTION 'an order that is % does not become %', OLD.state, NEW.state;
  END IF;
  IF NEW.state = 'approved' AND (SELECT count(*) FROM treasury_approvals WHERE order_id = NEW.id) < NEW.needed
     OR NEW.state = 'mined' AND NOT EXISTS (SELECT FROM treasury_settlements WHERE order_id = NEW.id) THEN
    RAISE EXCEPTION 'nothing says that this order is %', NEW.state;
  END IF;
  RETURN NEW;
END
$guard$;
CREATE TRIGGER treasury_orders_guarded BEFORE UPDATE OR DELETE ON treasury_orders
  FOR EACH ROW EXECUTE FUNCTION guard_treasury_order();
CREATE TRIGGER treasury_approvals_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON treasury_approvals
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting_history();
CREATE TRIGGER treasury_settlements_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON treasury_settlements
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting_history();`;

const SETTLEMENTS = `
-- What is mined is what was ordered. With the transaction, or not at all: the guard refuses it for an order that is not approved.
CREATE FUNCTION mark_treasury_order_mined() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $mark$
BEGIN
  IF NOT EXISTS (
    SELECT FROM treasury_orders o JOIN transactions t ON t.key = NEW.transaction_key
      JOIN addresses a ON a.id = CASE o.kind WHEN 'issue' THEN t.receiver ELSE t.sender END
    WHERE o.id = NEW.order_id AND t.amount = o.amount AND a.hash = o.address AND (t.type = 'reward') = (o.kind = 'issue')) THEN
    RAISE EXCEPTION 'the transaction is not what was ordered';
  END IF;
  UPDATE treasury_orders SET state = 'mined' WHERE id = NEW.order_id;
  RETURN NULL;
END
$mark$;
CREATE TRIGGER treasury_settlements_mark AFTER INSERT ON treasury_settlements
  FOR EACH ROW WHEN (current_setting('mizan.restoring', true) IS DISTINCT FROM 'on') EXECUTE FUNCTION mark_treasury_order_mined();

-- Stores what carried orders out, with the sums of each kind up to it.
CREATE FUNCTION settle_treasury_orders(p_first_transaction bigint, p_companions jsonb)
RETURNS void LANGUAGE plpgsql SET search_path FROM CURRENT AS $settle$
DECLARE
  v_stored bigint;
BEGIN
  INSERT INTO treasury_settlements (transaction_key, order_id, issued_total, redeemed_total, settled_by, settled_at)
  SELECT p_first_transaction + c.position, o.id,
         coalesce(l.issued_total, 0) + coalesce(sum(o.amount) FILTER (WHERE o.kind = 'issue') OVER up_to, 0),
         coalesce(l.redeemed_total, 0) + coalesce(sum(o.amount) FILTER (WHERE o.kind = 'redemption') OVER up_to, 0),
         c.settled_by, c.created_at
  FROM jsonb_to_recordset(p_companions) AS c(kind text, position integer, order_id uuid, settled_by text, created_at timestamptz)
    JOIN treasury_orders o ON o.id = c.order_id
    LEFT JOIN (SELECT issued_total, redeemed_total FROM treasury_settlements ORDER BY transaction_key DESC LIMIT 1) AS l ON true
  WHERE c.kind = 'treasury_order'
  WINDOW up_to AS (ORDER BY c.position);
  GET DIAGNOSTICS v_stored = ROW_COUNT;
  IF v_stored <> (SELECT count(*) FROM jsonb_array_elements(p_companions) AS c WHERE c ->> 'kind' = 'treasury_order') THEN
    RAISE EXCEPTION 'an order that is carried out does not exist';
  END IF;
END
$settle$;`;

const DECISIONS = `
-- What came of it: proposed, repeated, reference_taken or excessive. One order is looked at after the other, so that many at once
-- cannot pass a limit that each of them keeps.
CREATE FUNCTION propose_treasury_order(p_id uuid, p_kind text, p_address bytea, p_amount bigint, p_reference text, p_hash bytea,
                                       p_actor text, p_at timestamptz, p_key_hash bytea, p_request_hash bytea, p_per_day bigint)
RETURNS text LANGUAGE plpgsql SET search_path FROM CURRENT AS $propose$
DECLARE
  v_day timestamptz := date_trunc('day', p_at, 'UTC');
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('mizan:treasury:' || current_schema, 0));
  IF EXISTS (SELECT FROM treasury_orders WHERE key_hash = p_key_hash) THEN RETURN 'repeated'; END IF;
  IF EXISTS (SELECT FROM treasury_orders WHERE kind = p_kind AND reference = p_reference AND state <> 'rejected') THEN
    RETURN 'reference_taken';
  END IF;
  IF p_amount + (SELECT coalesce(sum(amount), 0) FROM treasury_orders
                 WHERE kind = p_kind AND proposed_at >= v_day AND proposed_at < v_day + interval '1 day' AND state <> 'rejected')
     > p_per_day THEN
    RETURN 'excessive';
  END IF;
  INSERT INTO treasury_orders (id, kind, address, amount, reference, hash, proposed_by, proposed_at, key_hash, request_hash)
  VALUES (p_id, p_kind, p_address, p_amount, p_reference, p_hash, p_actor, p_at, p_key_hash, p_request_hash);
  RETURN 'proposed';
END
$propose$;

-- What came of it: counted, approved (no approval is missing), missing, repeated, closed or excessive.
CREATE FUNCTION approve_treasury_order(p_id uuid, p_actor text, p_needed integer, p_per_day bigint, p_at timestamptz)
RETURNS text LANGUAGE plpgsql SET search_path FROM CURRENT AS $approve$
DECLARE
  v_day timestamptz := date_trunc('day', p_at, 'UTC');
  v_order treasury_orders%ROWTYPE;
  v_is_last boolean;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('mizan:treasury:' || current_schema, 0));
  SELECT * INTO v_order FROM treasury_orders WHERE id = p_id FOR UPDATE;
  IF NOT FOUND THEN RETURN 'missing'; END IF;
  IF v_order.state = 'rejected' THEN RETURN 'closed'; END IF;
  IF v_order.state <> 'proposed' THEN RETURN 'approved'; END IF;
  IF EXISTS (SELECT FROM treasury_approvals WHERE order_id = p_id AND approved_by = p_actor) THEN RETURN 'repeated'; END IF;
  SELECT count(*) + 1 >= p_needed INTO v_is_last FROM treasury_approvals WHERE order_id = p_id;
  IF v_is_last AND v_order.amount + (
       SELECT coalesce(sum(amount), 0) FROM treasury_orders
       WHERE kind = v_order.kind AND approved_at >= v_day AND approved_at < v_day + interval '1 day' AND state <> 'rejected')
     > p_per_day THEN
    RETURN 'excessive';
  END IF;
  INSERT INTO treasury_approvals (order_id, approved_by, approved_at) VALUES (p_id, p_actor, p_at);
  IF NOT v_is_last THEN RETURN 'counted'; END IF;
  UPDATE treasury_orders SET state = 'approved', approved_at = p_at, needed = p_needed WHERE id = p_id;
  RETURN 'approved';
END
$approve$;

-- What came of it: rejected, missing or closed.
CREATE FUNCTION reject_treasury_order(p_id uuid, p_actor text, p_reason text, p_at timestamptz)
RETURNS text LANGUAGE plpgsql SET search_path FROM CURRENT AS $reject$
DECLARE
  v_state text;
BEGIN
  SELECT state INTO v_state FROM treasury_orders WHERE id = p_id FOR UPDATE;
  IF NOT FOUND THEN RETURN 'missing'; END IF;
  IF v_state NOT IN ('proposed', 'approved') THEN RETURN 'closed'; END IF;
  UPDATE treasury_orders SET state = 'rejected', rejected_by = p_actor, rejected_at = p_at, rejection = p_reason WHERE id = p_id;
  RETURN 'rejected';
END
$reject$;`;

/** It stores what carries orders of the treasury out as well. */
const STORE_COMPANIONS_WITH_ORDERS = `
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

  IF p_companions @> '[{"kind": "treasury_order"}]' THEN
    PERFORM settle_treasury_orders(p_first_transaction, p_companions);
  END IF;

  IF p_companions @> '[{"kind": "transfer_note"}]' THEN
    INSERT INTO transfer_notes (id, transaction_key, payer, payee, sealed_note)
    SELECT c.note_id, p_first_transaction + c.position, decode(c.payer, 'hex'), decode(c.payee, 'hex'), decode(c.sealed, 'hex')
    FROM jsonb_to_recordset(p_companions) AS c(kind text, position integer, note_id uuid, payer text, payee text, sealed text)
    WHERE c.kind = 'transfer_note';
  END IF;

  -- Of one request no two are in one block: see AdmitPayments.
  IF p_companions @> '[{"kind": "request_payment"}]' THEN
    INSERT INTO request_payments (transaction_key, request_id, ordinal, requested, amount, total)
    SELECT p_first_transaction + c.position, r.id, coalesce(l.ordinal, 0) + 1, r.amount, c.amount, coalesce(l.total, 0) + c.amount
    FROM jsonb_to_recordset(p_companions) AS c(kind text, position integer, request_id uuid, amount bigint)
      JOIN payment_requests r ON r.id = c.request_id
      LEFT JOIN LATERAL (SELECT p.ordinal, p.total FROM request_payments p WHERE p.request_id = r.id
                         ORDER BY p.ordinal DESC LIMIT 1) AS l ON true
    WHERE c.kind = 'request_payment';
  END IF;

  SELECT jsonb_agg(c || jsonb_build_object('transaction_key', p_first_transaction + (c ->> 'position')::bigint)) INTO v_claims
  FROM jsonb_array_elements(p_companions) AS c WHERE c ->> 'kind' = 'idempotency_key';
  IF v_claims IS NOT NULL THEN PERFORM claim_idempotency_keys(v_claims); END IF;
END
$companions$`;

const TRIGGERS = [
  {
    name: 'audit_treasury_order',
    event: 'INSERT',
    table: 'treasury_orders',
    statement: `
  PERFORM append_audit('treasury_' || NEW.kind || '_proposed', NEW.id::text, jsonb_build_object(
    'address', encode(NEW.address, 'hex'), 'amount', NEW.amount::text, 'reference', NEW.reference,
    'hash', encode(NEW.hash, 'hex')), NEW.proposed_by);`,
  },
  {
    name: 'audit_treasury_approval',
    event: 'INSERT',
    table: 'treasury_approvals',
    statement: `
  PERFORM append_audit((SELECT 'treasury_' || kind || '_approved' FROM treasury_orders WHERE id = NEW.order_id),
                       NEW.order_id::text, '{}', NEW.approved_by);`,
  },
  {
    name: 'audit_treasury_rejection',
    event: 'UPDATE OF state',
    table: 'treasury_orders',
    when: "NEW.state = 'rejected' AND OLD.state <> 'rejected'",
    statement: `
  PERFORM append_audit('treasury_' || NEW.kind || '_rejected', NEW.id::text, '{}', NEW.rejected_by);`,
  },
  {
    name: 'audit_treasury_settlement',
    event: 'INSERT',
    table: 'treasury_settlements',
    statement: `
  PERFORM append_audit((SELECT 'treasury_' || kind || '_mined' FROM treasury_orders WHERE id = NEW.order_id), NEW.order_id::text, (
    SELECT jsonb_build_object('txid', encode(txid, 'hex')) FROM transactions WHERE key = NEW.transaction_key), NEW.settled_by);`,
  },
];
