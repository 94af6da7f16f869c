/**
 * The tables of the original under their names and columns, for dashboards that were made for it: hashes and addresses in
 * hex, `SYSTEM` for the faucet, the whole transaction as JSON. What is new stands behind. They are read-only views, so they
 * cost an append nothing. National IDs and keys are sealed; there the columns are null.
 */
export const COMPATIBLE_VIEWS = `-- The JSON of GET /transactions/{id}, from the stored bytes (see transaction-codec.ts).
CREATE OR REPLACE FUNCTION ledger_access.transaction_json(p_txid bytea, p_bytes bytea) RETURNS json
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $ledger$
DECLARE
  v_count integer := get_byte(p_bytes, 2) * 256 + get_byte(p_bytes, 3);
  v_is_coinbase boolean := get_byte(p_bytes, 1) = 0;
  v_outputs_at integer;
  v_proofs_at integer;
  v_output_count integer;
  v_inputs json;
  v_outputs json;
BEGIN
  v_outputs_at := 4 + CASE WHEN v_is_coinbase THEN v_count ELSE v_count * 36 END;
  v_output_count := get_byte(p_bytes, v_outputs_at) * 256 + get_byte(p_bytes, v_outputs_at + 1);
  v_proofs_at := v_outputs_at + 2 + v_output_count * 40;
  IF v_is_coinbase THEN
    v_inputs := json_build_array(json_build_object('Txid', '', 'Vout', -1, 'Signature', NULL,
      'PubKey', ledger_access.base64(substring(p_bytes FROM 5 FOR v_count))));
  ELSE
    SELECT json_agg(json_build_object(
      'Txid', ledger_access.base64(substring(p_bytes FROM 5 + i * 36 FOR 32)),
      'Vout', ledger_access.whole_number(substring(p_bytes FROM 37 + i * 36 FOR 4)),
      'Signature', ledger_access.base64(substring(p_bytes FROM v_proofs_at + 34 + i * 97 FOR 64)),
      'PubKey', ledger_access.base64(substring(p_bytes FROM v_proofs_at + 1 + i * 97 FOR 33))) ORDER BY i)
    INTO v_inputs FROM generate_series(0, v_count - 1) AS i;
  END IF;
  SELECT json_agg(json_build_object(
    'Value', ledger_access.whole_number(substring(p_bytes FROM v_outputs_at + 3 + i * 40 FOR 8)),
    'PubKeyHash', ledger_access.base64(substring(p_bytes FROM v_outputs_at + 11 + i * 40 FOR 32))) ORDER BY i)
  INTO v_outputs FROM generate_series(0, v_output_count - 1) AS i;
  RETURN json_build_object('ID', ledger_access.base64(p_txid), 'Vin', v_inputs, 'Vout', v_outputs);
END
$ledger$;

CREATE OR REPLACE FUNCTION ledger_access.base64(p_bytes bytea) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $ledger$
  SELECT translate(encode(p_bytes, 'base64'), E'\\n', '')
$ledger$;

-- Big-endian, at most 8 bytes.
CREATE OR REPLACE FUNCTION ledger_access.whole_number(p_bytes bytea) RETURNS bigint
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $ledger$
  SELECT ('x' || lpad(encode(p_bytes, 'hex'), 16, '0'))::bit(64)::bigint
$ledger$;

CREATE OR REPLACE VIEW public.users WITH (security_invoker = true) AS
  SELECT id, full_name, email, NULL::text AS cnic, created_at FROM ledger.users;

CREATE OR REPLACE VIEW public.wallet_profiles WITH (security_invoker = true) AS
  SELECT number AS id, user_id, encode(wallet_address, 'hex') AS wallet_address, NULL::text AS private_key, created_at
  FROM ledger.wallet_profiles;

CREATE OR REPLACE VIEW public.blocks WITH (security_invoker = true) AS
  SELECT height AS "index", encode(hash, 'hex') AS hash, encode(prev_hash, 'hex') AS prev_hash, "timestamp", nonce,
         transaction_count AS tx_count, encode(merkle_root, 'hex') AS merkle_root, bits, supply
  FROM ledger.blocks;

CREATE OR REPLACE VIEW public.transactions WITH (security_invoker = true) AS
  SELECT encode(t.txid, 'hex') AS txid, encode(b.hash, 'hex') AS block_hash,
         coalesce(encode(sender.hash, 'hex'), 'SYSTEM') AS sender, encode(receiver.hash, 'hex') AS receiver, t.amount,
         b."timestamp", t.type, ledger_access.transaction_json(t.txid, t.bytes) AS raw_json, t.key AS id, t.height AS block_index
  FROM ledger.transactions t JOIN ledger.blocks b ON b.height = t.height
    JOIN ledger.addresses receiver ON receiver.id = t.receiver LEFT JOIN ledger.addresses sender ON sender.id = t.sender;

CREATE OR REPLACE VIEW public.zakat_records WITH (security_invoker = true) AS
  SELECT z.id, z.user_id, encode(z.wallet_address, 'hex') AS wallet_address, z.amount, encode(b.hash, 'hex') AS block_hash,
         z.created_at, encode(t.txid, 'hex') AS txid, z.run_id
  FROM ledger.zakat_records z JOIN ledger.blocks b ON b.height = z.height
    JOIN ledger.transactions t ON t.key = z.transaction_key;

CREATE OR REPLACE VIEW public.system_logs WITH (security_invoker = true) AS
  SELECT id::text AS id, level, type, message, ip, "timestamp" FROM ledger.system_logs;

REVOKE ALL ON public.users, public.wallet_profiles, public.blocks, public.transactions, public.zakat_records,
  public.system_logs FROM PUBLIC, anon, authenticated, service_role;
GRANT SELECT ON public.users, public.wallet_profiles, public.blocks, public.transactions, public.zakat_records,
  public.system_logs TO service_role;
GRANT SELECT ON ledger.users, ledger.wallet_profiles, ledger.addresses, ledger.blocks, ledger.transactions,
  ledger.zakat_records, ledger.system_logs TO service_role;
GRANT EXECUTE ON FUNCTION ledger_access.transaction_json(bytea, bytea), ledger_access.base64(bytea),
  ledger_access.whole_number(bytea) TO service_role;`;
