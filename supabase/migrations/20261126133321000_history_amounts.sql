-- Made by `npm run supabase:migrations`. Do not edit.
SET search_path = ledger, pg_temp;
ALTER TABLE wallet_history
  -- Units of the transaction's outputs to the wallet, change included, and of the wallet's outputs that it spent.
  ADD COLUMN credited bigint NOT NULL DEFAULT 0,
  ADD COLUMN debited bigint NOT NULL DEFAULT 0;
UPDATE wallet_history h SET credited = moved.credited, debited = moved.debited
FROM (
  SELECT coin.address, coin.transaction_key, sum(coin.credited) AS credited, sum(coin.debited) AS debited
  FROM (
    SELECT o.address, o.transaction_key, o.value AS credited, 0 AS debited FROM outputs o
    UNION ALL
    SELECT o.address, s.transaction_key, 0, o.value FROM spends s JOIN outputs o ON o.key = s.output_key
  ) AS coin
  GROUP BY coin.address, coin.transaction_key
) AS moved
WHERE h.address = moved.address AND h.transaction_key = moved.transaction_key;
ALTER TABLE wallet_history
  ALTER COLUMN credited DROP DEFAULT,
  ALTER COLUMN debited DROP DEFAULT,
  ADD CONSTRAINT wallet_history_amounts
    CHECK (credited >= 0 AND debited >= 0 AND received = (credited > 0) AND sent = (debited > 0));
DO $rewrite$
DECLARE
  v_old text := pg_get_functiondef('append_block'::regproc);
  v_new text := replace(v_old, $text$INSERT INTO wallet_history (address, transaction_key, received, sent)
  SELECT touched.address, touched.transaction_key, bool_or(touched.received), bool_or(NOT touched.received)
  FROM (
    SELECT v_ids[u.address] AS address, p_first_transaction + u.position AS transaction_key, true AS received
    FROM unnest(p_output_transactions, p_output_addresses) AS u(position, address)
    UNION ALL
    SELECT o.address, p_first_transaction + u.position, false
    FROM unnest(p_spent_keys, p_spenders) AS u(output_key, position) JOIN outputs o ON o.key = u.output_key
  ) AS touched
  GROUP BY touched.address, touched.transaction_key;$text$, $text$INSERT INTO wallet_history (address, transaction_key, received, sent, credited, debited)
  SELECT touched.address, touched.transaction_key, sum(touched.credited) > 0, sum(touched.debited) > 0,
         sum(touched.credited), sum(touched.debited)
  FROM (
    SELECT v_ids[u.address] AS address, p_first_transaction + u.position AS transaction_key, u.value AS credited, 0::bigint AS debited
    FROM unnest(p_output_transactions, p_output_addresses, p_output_values) AS u(position, address, value)
    UNION ALL
    SELECT o.address, p_first_transaction + u.position, 0, o.value
    FROM unnest(p_spent_keys, p_spenders) AS u(output_key, position) JOIN outputs o ON o.key = u.output_key
  ) AS touched
  GROUP BY touched.address, touched.transaction_key;$text$);
BEGIN
  IF v_new = v_old THEN RAISE EXCEPTION 'append_block has another text than this migration knows'; END IF;
  EXECUTE v_new;
END
$rewrite$;
INSERT INTO migrations ("timestamp", name) VALUES (1795700001000, 'HistoryAmounts1795700001000');
RESET search_path;
