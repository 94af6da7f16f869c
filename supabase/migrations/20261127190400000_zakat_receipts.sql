-- Made by `npm run supabase:migrations`. Do not edit.
SET search_path = ledger, pg_temp;
CREATE TABLE zakat_receipts (
  transaction_key  bigint PRIMARY KEY REFERENCES zakat_records (transaction_key),
  -- The period, or for a run without one an underscore and the year in which it began.
  series           text NOT NULL CHECK (series ~ '^[A-Za-z0-9_][A-Za-z0-9._-]{0,31}$'),
  serial           integer NOT NULL CHECK (serial > 0),
  -- Units that the wallet held before the deduction.
  balance          bigint NOT NULL CHECK (balance > 0),
  -- What it was reckoned with. Null is what the run did not know: the first route knows neither nisab nor policy.
  debts            bigint CHECK (debts >= 0),
  -- {standard, grams, price, units, source, as_of} as it was in force, all texts.
  nisab            jsonb,
  rate_numerator   bigint NOT NULL CHECK (rate_numerator > 0),
  rate_denominator bigint NOT NULL CHECK (rate_denominator > 0),
  policy_version   integer,
  -- Both of the same day, 2026-02-19 and 1447-09-01; null when it was the day of the charge.
  valuation_date   date,
  hijri_date       text CHECK (hijri_date ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'),
  CONSTRAINT zakat_receipts_number UNIQUE (series, serial),
  CHECK ((valuation_date IS NULL) = (hijri_date IS NULL))
);
CREATE TRIGGER zakat_receipts_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON zakat_receipts
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting_history();
-- p_charged: objects with transaction_key, run_id, wallet_address in hex and the columns of the table that are known.
CREATE FUNCTION issue_zakat_receipts(p_charged jsonb) RETURNS void LANGUAGE sql SET search_path FROM CURRENT AS $issue$
  WITH charged AS (
    SELECT c.*, coalesce(r.period, r.repeated_period, '_' || to_char(r.started_at AT TIME ZONE 'UTC', 'YYYY')) AS series
    FROM jsonb_to_recordset(p_charged) AS c(
      transaction_key bigint, run_id uuid, wallet_address text, balance bigint, debts bigint, nisab jsonb, rate_numerator bigint,
      rate_denominator bigint, policy_version integer, valuation_date date, hijri_date text)
    JOIN zakat_runs r ON r.id = c.run_id
  ), issued AS (
    SELECT s.series, coalesce((SELECT max(z.serial) FROM zakat_receipts z WHERE z.series = s.series), 0) AS last
    FROM (SELECT DISTINCT series FROM charged) AS s
  )
  INSERT INTO zakat_receipts (transaction_key, series, serial, balance, debts, nisab, rate_numerator, rate_denominator,
                              policy_version, valuation_date, hijri_date)
  SELECT c.transaction_key, c.series, i.last + row_number() OVER (PARTITION BY c.series ORDER BY c.transaction_key),
         -- Of a deduction that does not say so, as the history of the wallet has it.
         coalesce(c.balance, (SELECT sum(h.credited - h.debited) FROM wallet_history h
           WHERE h.address = (SELECT id FROM addresses WHERE hash = decode(c.wallet_address, 'hex'))
             AND h.transaction_key < c.transaction_key)),
         c.debts, c.nisab, coalesce(c.rate_numerator, 1), coalesce(c.rate_denominator, 40),
         c.policy_version, c.valuation_date, c.hijri_date
  FROM charged c JOIN issued i ON i.series = c.series
$issue$;
DO $earlier$
DECLARE
  v_charged jsonb;
BEGIN
  FOR v_charged IN
    SELECT jsonb_agg(jsonb_build_object('transaction_key', transaction_key, 'run_id', run_id,
                                        'wallet_address', encode(wallet_address, 'hex')))
    FROM zakat_records GROUP BY height ORDER BY height
  LOOP
    PERFORM issue_zakat_receipts(v_charged);
  END LOOP;
END
$earlier$;
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

  SELECT jsonb_agg(c || jsonb_build_object('transaction_key', p_first_transaction + (c ->> 'position')::bigint)) INTO v_claims
  FROM jsonb_array_elements(p_companions) AS c WHERE c ->> 'kind' = 'idempotency_key';
  IF v_claims IS NOT NULL THEN PERFORM claim_idempotency_keys(v_claims); END IF;
END
$companions$;
INSERT INTO migrations ("timestamp", name) VALUES (1795806240000, 'ZakatReceipts1795806240000');
RESET search_path;
