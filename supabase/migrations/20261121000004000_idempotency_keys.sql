-- Made by `npm run supabase:migrations`. Do not edit.
SET search_path = ledger, pg_temp;
CREATE TABLE idempotency_keys (
  key_hash        bytea PRIMARY KEY CHECK (octet_length(key_hash) = 32),
  request_hash    bytea NOT NULL CHECK (octet_length(request_hash) = 32),
  -- What the request did: exactly one of them.
  transaction_key bigint UNIQUE,
  zakat_run       uuid REFERENCES zakat_runs,
  created_at      timestamptz NOT NULL,
  expires_at      timestamptz NOT NULL,
  CHECK (num_nonnulls(transaction_key, zakat_run) = 1)
);
CREATE INDEX idempotency_keys_expires_at ON idempotency_keys (expires_at);
CREATE INDEX idempotency_keys_zakat_run ON idempotency_keys (zakat_run) WHERE zakat_run IS NOT NULL;

-- Takes keys for effects, in the transaction of those effects. A row that has expired gives way, and others go with it.
-- p_claims: an array of objects with the columns of the table, hashes in hex.
CREATE FUNCTION claim_idempotency_keys(p_claims jsonb) RETURNS void LANGUAGE plpgsql SET search_path FROM CURRENT AS $claim$
DECLARE
  v_claimed bigint;
BEGIN
  INSERT INTO idempotency_keys AS k (key_hash, request_hash, transaction_key, zakat_run, created_at, expires_at)
  SELECT decode(c.key_hash, 'hex'), decode(c.request_hash, 'hex'), c.transaction_key, c.zakat_run, c.created_at, c.expires_at
  FROM jsonb_to_recordset(p_claims) AS c(key_hash text, request_hash text, transaction_key bigint, zakat_run uuid,
                                         created_at timestamptz, expires_at timestamptz)
  ON CONFLICT (key_hash) DO UPDATE
    SET request_hash = excluded.request_hash, transaction_key = excluded.transaction_key, zakat_run = excluded.zakat_run,
        created_at = excluded.created_at, expires_at = excluded.expires_at
    WHERE k.expires_at <= excluded.created_at;
  GET DIAGNOSTICS v_claimed = ROW_COUNT;
  IF v_claimed <> jsonb_array_length(p_claims) THEN
    RAISE EXCEPTION 'a request with this idempotency key has had its effect'
      USING ERRCODE = 'unique_violation', TABLE = 'idempotency_keys', CONSTRAINT = 'idempotency_keys_pkey';
  END IF;
  -- More than were taken, so that what has expired does not pile up.
  DELETE FROM idempotency_keys WHERE key_hash IN (
    SELECT key_hash FROM idempotency_keys WHERE expires_at <= (p_claims -> 0 ->> 'created_at')::timestamptz
    ORDER BY expires_at LIMIT 2 * v_claimed + 10 FOR UPDATE SKIP LOCKED);
END
$claim$;
ALTER TABLE zakat_runs
  -- What the operator calls the time that the run is for, such as a Hijri year: charged once.
  ADD COLUMN period text CHECK (period ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$'),
  -- Wallets that the run looked at, so that its answer can be given again.
  ADD COLUMN total_wallets integer CHECK (total_wallets >= 0),
  ADD CONSTRAINT zakat_runs_one_per_period UNIQUE (pool_address, period);
CREATE FUNCTION store_companions(p_height bigint, p_first_transaction bigint, p_companions jsonb)
RETURNS void LANGUAGE plpgsql SET search_path FROM CURRENT AS $companions$
DECLARE
  v_claims jsonb;
BEGIN
  INSERT INTO zakat_records (run_id, user_id, wallet_address, amount, height, transaction_key, created_at)
  SELECT c.run_id, c.user_id, decode(c.wallet_address, 'hex'), c.amount, p_height, p_first_transaction + c.position, c.created_at
  FROM jsonb_to_recordset(p_companions) AS c(kind text, position integer, run_id uuid, user_id uuid, wallet_address text,
                                             amount bigint, created_at timestamptz)
  WHERE c.kind = 'zakat_record';

  SELECT jsonb_agg(c || jsonb_build_object('transaction_key', p_first_transaction + (c ->> 'position')::bigint)) INTO v_claims
  FROM jsonb_array_elements(p_companions) AS c WHERE c ->> 'kind' = 'idempotency_key';
  IF v_claims IS NOT NULL THEN PERFORM claim_idempotency_keys(v_claims); END IF;
END
$companions$;
-- p_claim: what the caller's key is claimed with, null for a call without one.
CREATE FUNCTION begin_zakat_run(p_id uuid, p_pool_address bytea, p_period text, p_claim jsonb)
RETURNS void LANGUAGE plpgsql SET search_path FROM CURRENT AS $begin$
BEGIN
  INSERT INTO zakat_runs (id, pool_address, period) VALUES (p_id, p_pool_address, p_period);
  IF p_claim IS NOT NULL THEN
    PERFORM claim_idempotency_keys(jsonb_build_array(p_claim || jsonb_build_object('zakat_run', p_id)));
  END IF;
END
$begin$;
CREATE OR REPLACE FUNCTION append_block(
  p_height bigint, p_hash bytea, p_prev_hash bytea, p_merkle_root bytea, p_timestamp bigint, p_bits smallint, p_nonce bigint,
  p_supply bigint, p_unspent_count bigint, p_utxo_digest bytea, p_first_transaction bigint, p_first_output bigint,
  p_addresses bytea[],
  p_txids bytea[], p_bytes bytea[], p_first_outputs bigint[], p_types text[], p_senders integer[], p_receivers integer[], p_amounts bigint[],
  p_output_transactions integer[], p_output_vouts integer[], p_output_addresses integer[], p_output_values bigint[],
  p_spent_keys bigint[], p_spenders integer[],
  p_companions jsonb
) RETURNS boolean LANGUAGE plpgsql SET search_path FROM CURRENT AS $append$
DECLARE
  v_parent       blocks%ROWTYPE;
  v_stored_hash  bytea;
  v_ids          bigint[];
  v_made         numeric;
  v_spent        numeric;
  v_spent_count  bigint;
BEGIN
  SELECT hash INTO v_stored_hash FROM blocks WHERE height = p_height;
  IF FOUND THEN
    IF v_stored_hash = p_hash THEN RETURN false; END IF;
    RAISE EXCEPTION 'another block stands at this height' USING ERRCODE = 'MZ001';
  END IF;
  IF p_height > 0 THEN
    SELECT * INTO v_parent FROM blocks WHERE height = p_height - 1;
    IF NOT FOUND OR v_parent.hash <> p_prev_hash THEN
      RAISE EXCEPTION 'the block does not follow the stored tip' USING ERRCODE = 'MZ001';
    END IF;
    IF v_parent.first_transaction + v_parent.transaction_count <> p_first_transaction
       OR v_parent.first_output + v_parent.output_count <> p_first_output THEN
      RAISE EXCEPTION 'the keys do not continue' USING ERRCODE = 'MZ002';
    END IF;
  END IF;

  INSERT INTO blocks (height, hash, prev_hash, merkle_root, "timestamp", bits, nonce, first_transaction, transaction_count,
                      first_output, output_count, supply, unspent_count, utxo_digest)
  VALUES (p_height, p_hash, p_prev_hash, p_merkle_root, p_timestamp, p_bits, p_nonce, p_first_transaction,
          cardinality(p_txids), p_first_output, cardinality(p_output_vouts), p_supply, p_unspent_count, p_utxo_digest);

  INSERT INTO addresses (hash)
  SELECT u.hash FROM unnest(p_addresses) AS u(hash)
  WHERE NOT EXISTS (SELECT FROM addresses a WHERE a.hash = u.hash)
  ON CONFLICT (hash) DO NOTHING;
  SELECT array_agg(a.id ORDER BY u.place) INTO v_ids
  FROM unnest(p_addresses) WITH ORDINALITY AS u(hash, place) JOIN addresses a ON a.hash = u.hash;

  INSERT INTO transactions (key, txid, height, bytes, first_output, type, sender, receiver, amount)
  SELECT p_first_transaction + u.place - 1, u.txid, p_height, u.bytes, u.first_output, u.type, v_ids[u.sender], v_ids[u.receiver], u.amount
  FROM unnest(p_txids, p_bytes, p_first_outputs, p_types, p_senders, p_receivers, p_amounts) WITH ORDINALITY
    AS u(txid, bytes, first_output, type, sender, receiver, amount, place);

  INSERT INTO outputs (key, transaction_key, vout, address, value)
  SELECT p_first_output + u.place - 1, p_first_transaction + u.position, u.vout, v_ids[u.address], u.value
  FROM unnest(p_output_transactions, p_output_vouts, p_output_addresses, p_output_values) WITH ORDINALITY
    AS u(position, vout, address, value, place);

  INSERT INTO spends (output_key, transaction_key)
  SELECT u.output_key, p_first_transaction + u.position FROM unnest(p_spent_keys, p_spenders) AS u(output_key, position);

  SELECT coalesce(sum(value), 0), count(*) INTO v_spent, v_spent_count FROM outputs WHERE key = ANY (p_spent_keys);
  SELECT coalesce(sum(value), 0) INTO v_made FROM unnest(p_output_values) AS u(value);
  IF v_spent_count <> cardinality(p_spent_keys) THEN
    RAISE EXCEPTION 'the block spends an output that does not exist' USING ERRCODE = 'MZ002';
  END IF;
  IF v_made - v_spent <> p_supply - coalesce(v_parent.supply, 0)
     OR p_unspent_count <> coalesce(v_parent.unspent_count, 0) + cardinality(p_output_vouts) - v_spent_count THEN
    RAISE EXCEPTION 'the block does not balance' USING ERRCODE = 'MZ002';
  END IF;

  INSERT INTO wallet_history (address, transaction_key, received, sent)
  SELECT touched.address, touched.transaction_key, bool_or(touched.received), bool_or(NOT touched.received)
  FROM (
    SELECT v_ids[u.address] AS address, p_first_transaction + u.position AS transaction_key, true AS received
    FROM unnest(p_output_transactions, p_output_addresses) AS u(position, address)
    UNION ALL
    SELECT o.address, p_first_transaction + u.position, false
    FROM unnest(p_spent_keys, p_spenders) AS u(output_key, position) JOIN outputs o ON o.key = u.output_key
  ) AS touched
  GROUP BY touched.address, touched.transaction_key;

  IF p_companions <> '[]' THEN PERFORM store_companions(p_height, p_first_transaction, p_companions); END IF;
  RETURN true;
END
$append$;
INSERT INTO migrations ("timestamp", name) VALUES (1795219204000, 'IdempotencyKeys1795219204000');
RESET search_path;
