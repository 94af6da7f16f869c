-- Made by `npm run supabase:migrations`. Do not edit.
SET search_path = ledger, pg_temp;
CREATE TABLE chain_days (
  -- UTC. A day without blocks has no row.
  day          date PRIMARY KEY,
  blocks       bigint  NOT NULL CHECK (blocks > 0),
  transactions bigint  NOT NULL CHECK (transactions >= blocks),
  -- Recorded amounts of all transactions but rewards: more than 2^63 when much is paid often.
  volume       numeric NOT NULL CHECK (volume >= 0),
  -- Both at the end of the day, or now.
  supply       bigint  NOT NULL CHECK (supply >= 0),
  wallets      bigint  NOT NULL CHECK (wallets >= 0)
);
INSERT INTO chain_days (day, blocks, transactions, volume, supply, wallets)
SELECT b.day, b.blocks, b.transactions, coalesce(t.volume, 0), s.supply, sum(coalesce(w.wallets, 0)) OVER (ORDER BY b.day)
FROM (
  SELECT date '1970-01-01' + ("timestamp" / 86400)::integer AS day, count(*) AS blocks, sum(transaction_count) AS transactions,
         max(height) AS last_height
  FROM blocks GROUP BY 1
) AS b
JOIN blocks s ON s.height = b.last_height
LEFT JOIN (
  SELECT date '1970-01-01' + (k."timestamp" / 86400)::integer AS day, sum(t.amount) AS volume
  FROM transactions t JOIN blocks k ON k.height = t.height WHERE t.type <> 'reward' GROUP BY 1
) AS t ON t.day = b.day
LEFT JOIN (
  SELECT date '1970-01-01' + (k."timestamp" / 86400)::integer AS day, count(*) AS wallets
  FROM (SELECT min(transaction_key) AS key FROM wallet_history GROUP BY address) AS f
    JOIN transactions t ON t.key = f.key JOIN blocks k ON k.height = t.height
  GROUP BY 1
) AS w ON w.day = b.day;
CREATE INDEX blocks_time ON blocks ("timestamp", height);
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
  v_new_wallets  bigint;
BEGIN
  -- Before any other lock: what has a place in the log of events beside the blocks takes it alone.
  PERFORM pg_advisory_xact_lock_shared(111559182283891);
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
  GET DIAGNOSTICS v_new_wallets = ROW_COUNT;
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

  WITH moved AS (
    SELECT touched.address, touched.transaction_key, sum(touched.credited)::bigint AS credited, sum(touched.debited)::bigint AS debited
    FROM (
      SELECT v_ids[u.address] AS address, p_first_transaction + u.position AS transaction_key, u.value AS credited, 0::bigint AS debited
      FROM unnest(p_output_transactions, p_output_addresses, p_output_values) AS u(position, address, value)
      UNION ALL
      SELECT o.address, p_first_transaction + u.position, 0, o.value
      FROM unnest(p_spent_keys, p_spenders) AS u(output_key, position) JOIN outputs o ON o.key = u.output_key
    ) AS touched
    GROUP BY touched.address, touched.transaction_key
  )
  INSERT INTO wallet_history (address, transaction_key, received, sent, credited, debited, balance)
  SELECT m.address, m.transaction_key, m.credited > 0, m.debited > 0, m.credited, m.debited,
         coalesce(b.balance, 0) + sum(m.credited - m.debited) OVER (PARTITION BY m.address ORDER BY m.transaction_key)
  FROM moved m LEFT JOIN latest_balances(ARRAY(SELECT DISTINCT address FROM moved)) AS b ON b.address = m.address;

  INSERT INTO chain_days AS d (day, blocks, transactions, volume, supply, wallets)
  SELECT date '1970-01-01' + (p_timestamp / 86400)::integer, 1, cardinality(p_txids),
         coalesce((SELECT sum(u.amount) FROM unnest(p_types, p_amounts) AS u(type, amount) WHERE u.type <> 'reward'), 0), p_supply,
         v_new_wallets + coalesce((SELECT wallets FROM chain_days ORDER BY day DESC LIMIT 1), 0)
  ON CONFLICT (day) DO UPDATE
  SET blocks = d.blocks + 1, transactions = d.transactions + EXCLUDED.transactions, volume = d.volume + EXCLUDED.volume,
      supply = EXCLUDED.supply, wallets = EXCLUDED.wallets;

  IF p_companions <> '[]' THEN PERFORM store_companions(p_height, p_first_transaction, p_companions); END IF;
  RETURN true;
END
$append$;
INSERT INTO migrations ("timestamp", name) VALUES (1795806320000, 'ChainDays1795806320000');
RESET search_path;
