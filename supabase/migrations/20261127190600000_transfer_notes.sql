-- Made by `npm run supabase:migrations`. Do not edit.
SET search_path = ledger, pg_temp;
CREATE TABLE transfer_notes (
  id              uuid PRIMARY KEY,
  transaction_key bigint NOT NULL UNIQUE REFERENCES transactions (key),
  payer           bytea NOT NULL CHECK (octet_length(payer) = 32),
  payee           bytea NOT NULL CHECK (octet_length(payee) = 32),
  -- 140 characters of up to four bytes, and what sealing adds.
  sealed_note     bytea NOT NULL CHECK (octet_length(sealed_note) BETWEEN 1 AND 1024)
);

-- A rotation of the master key seals the same note anew; nothing else ever changes.
CREATE FUNCTION keep_transfer_notes() RETURNS trigger LANGUAGE plpgsql AS $keep$
BEGIN
  IF TG_OP = 'UPDATE' AND (NEW.id, NEW.transaction_key, NEW.payer, NEW.payee)
     IS NOT DISTINCT FROM (OLD.id, OLD.transaction_key, OLD.payer, OLD.payee) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'the note of a transfer stays the one that it is';
END
$keep$;
CREATE TRIGGER transfer_notes_kept BEFORE UPDATE OR DELETE ON transfer_notes
  FOR EACH ROW EXECUTE FUNCTION keep_transfer_notes();
CREATE TRIGGER transfer_notes_sealed_note BEFORE INSERT OR UPDATE OF sealed_note ON transfer_notes FOR EACH ROW
    WHEN (NEW.sealed_note IS NOT NULL) EXECUTE FUNCTION refuse_foreign_seal('sealed_note');
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

  SELECT jsonb_agg(c || jsonb_build_object('transaction_key', p_first_transaction + (c ->> 'position')::bigint)) INTO v_claims
  FROM jsonb_array_elements(p_companions) AS c WHERE c ->> 'kind' = 'idempotency_key';
  IF v_claims IS NOT NULL THEN PERFORM claim_idempotency_keys(v_claims); END IF;
END
$companions$;
INSERT INTO migrations ("timestamp", name) VALUES (1795806360000, 'TransferNotes1795806360000');
RESET search_path;
