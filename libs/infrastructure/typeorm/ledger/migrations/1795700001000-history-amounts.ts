import type { MigrationInterface, QueryRunner } from 'typeorm';
import { APPEND_BLOCK_WITH_COMPANIONS } from './1795219204000-idempotency-keys.js';

/**
 * What each transaction brought a wallet and took from it, beside whether it did. A report adds these up in the snapshot in
 * which it reads the books, so that its balance needs no second source and no look at single outputs.
 */
export class HistoryAmounts1795700001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(ADD_AMOUNTS);
    await runner.query(FILL_AMOUNTS);
    await runner.query(GUARD_AMOUNTS);
    await runner.query(APPEND_BLOCK_WITH_AMOUNTS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(APPEND_BLOCK_WITH_COMPANIONS);
    await runner.query('ALTER TABLE wallet_history DROP COLUMN credited, DROP COLUMN debited');
  }
}

const ADD_AMOUNTS = `
ALTER TABLE wallet_history
  -- Units of the transaction's outputs to the wallet, change included, and of the wallet's outputs that it spent.
  ADD COLUMN credited bigint NOT NULL DEFAULT 0,
  ADD COLUMN debited bigint NOT NULL DEFAULT 0`;

const FILL_AMOUNTS = `
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
WHERE h.address = moved.address AND h.transaction_key = moved.transaction_key`;

const GUARD_AMOUNTS = `
ALTER TABLE wallet_history
  ALTER COLUMN credited DROP DEFAULT,
  ALTER COLUMN debited DROP DEFAULT,
  ADD CONSTRAINT wallet_history_amounts
    CHECK (credited >= 0 AND debited >= 0 AND received = (credited > 0) AND sent = (debited > 0))`;

/** It adds up what it inserts into `wallet_history`. */
export const APPEND_BLOCK_WITH_AMOUNTS = `
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

  INSERT INTO wallet_history (address, transaction_key, received, sent, credited, debited)
  SELECT touched.address, touched.transaction_key, sum(touched.credited) > 0, sum(touched.debited) > 0,
         sum(touched.credited), sum(touched.debited)
  FROM (
    SELECT v_ids[u.address] AS address, p_first_transaction + u.position AS transaction_key, u.value AS credited, 0::bigint AS debited
    FROM unnest(p_output_transactions, p_output_addresses, p_output_values) AS u(position, address, value)
    UNION ALL
    SELECT o.address, p_first_transaction + u.position, 0, o.value
    FROM unnest(p_spent_keys, p_spenders) AS u(output_key, position) JOIN outputs o ON o.key = u.output_key
  ) AS touched
  GROUP BY touched.address, touched.transaction_key;

  IF p_companions <> '[]' THEN PERFORM store_companions(p_height, p_first_transaction, p_companions); END IF;
  RETURN true;
END
$append$`;
