import { auditTrigger } from '@app/infrastructure/audit/audit-sql.js';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { guardSealedColumn } from '../../key-ring-sql.js';

/**
 * Payment requests, and what transfers have paid for them: stored in the transaction that stores their block. Each payment has
 * the sum of all up to it, so that the table itself refuses one for a request that has been paid.
 */
export class PaymentRequests1795806362000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(REQUESTS);
    await runner.query(PAYMENTS);
    await runner.query(guardSealedColumn('payment_requests', 'sealed_note'));
    await runner.query(STORE_COMPANIONS_WITH_REQUESTS);
    for (const trigger of TRIGGERS) await runner.query(auditTrigger(trigger));
  }

  async down(): Promise<void> {
    throw new Error('what was paid for requests is not thrown away');
  }
}

const REQUESTS = `
CREATE TABLE payment_requests (
  number       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  id           uuid NOT NULL UNIQUE,
  user_id      uuid NOT NULL REFERENCES users (id),
  address      bytea NOT NULL CHECK (octet_length(address) = 32),
  amount       bigint NOT NULL CHECK (amount > 0),
  sealed_note  bytea CHECK (octet_length(sealed_note) BETWEEN 1 AND 1024),
  reference    text CHECK (char_length(reference) BETWEEN 1 AND 64),
  created_at   timestamptz NOT NULL,
  expires_at   timestamptz,
  cancelled_at timestamptz,
  key_hash     bytea UNIQUE CHECK (octet_length(key_hash) = 32),
  request_hash bytea CHECK (octet_length(request_hash) = 32),
  CONSTRAINT payment_requests_claim CHECK ((key_hash IS NULL) = (request_hash IS NULL)),
  CONSTRAINT payment_requests_expire_later CHECK (expires_at > created_at)
);
CREATE INDEX payment_requests_of_user ON payment_requests (user_id, number);

-- One is cancelled once, and a rotation of the master key seals the same note anew; nothing else ever changes.
CREATE FUNCTION keep_payment_requests() RETURNS trigger LANGUAGE plpgsql AS $keep$
BEGIN
  IF TG_OP = 'UPDATE' AND (OLD.cancelled_at IS NULL OR NEW.cancelled_at = OLD.cancelled_at)
     AND (NEW.number, NEW.id, NEW.user_id, NEW.address, NEW.amount, NEW.reference, NEW.created_at, NEW.expires_at, NEW.key_hash)
     IS NOT DISTINCT FROM (OLD.number, OLD.id, OLD.user_id, OLD.address, OLD.amount, OLD.reference, OLD.created_at, OLD.expires_at,
                           OLD.key_hash) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'a payment request stays the one that it is';
END
$keep$;
CREATE TRIGGER payment_requests_kept BEFORE UPDATE OR DELETE ON payment_requests
  FOR EACH ROW EXECUTE FUNCTION keep_payment_requests();`;

const PAYMENTS = `
CREATE TABLE request_payments (
  transaction_key bigint PRIMARY KEY REFERENCES transactions (key),
  request_id      uuid NOT NULL REFERENCES payment_requests (id),
  ordinal         integer NOT NULL CHECK (ordinal > 0),
  -- Of the request.
  requested       bigint NOT NULL,
  amount          bigint NOT NULL CHECK (amount > 0),
  -- Of this payment and all before it.
  total           bigint NOT NULL CHECK (total >= amount),
  CONSTRAINT request_payments_in_order UNIQUE (request_id, ordinal),
  CONSTRAINT request_payments_paid_once CHECK (total - amount < requested)
);
CREATE UNIQUE INDEX request_payments_paid ON request_payments (request_id) WHERE total >= requested;
CREATE INDEX request_payments_told ON request_payments (transaction_key) WHERE total >= requested;
CREATE TRIGGER request_payments_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON request_payments
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting_history();`;

/** It stores what is paid for requests as well. */
const STORE_COMPANIONS_WITH_REQUESTS = `
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

/** Notes and references are the owner's, so the trail has none. */
const TRIGGERS = [
  {
    name: 'audit_payment_request',
    event: 'INSERT',
    table: 'payment_requests',
    statement: `
  PERFORM append_audit('payment_requested', NEW.id::text, jsonb_build_object(
    'wallet', encode(NEW.address, 'hex'), 'amount', NEW.amount::text), 'user:' || NEW.user_id);`,
  },
  {
    name: 'audit_payment_request_cancellation',
    event: 'UPDATE OF cancelled_at',
    table: 'payment_requests',
    when: 'NEW.cancelled_at IS NOT NULL AND OLD.cancelled_at IS NULL',
    statement: `
  PERFORM append_audit('payment_request_cancelled', NEW.id::text, '{}', 'user:' || NEW.user_id);`,
  },
];
