import type { MigrationInterface, QueryRunner } from 'typeorm';
import { APPEND_BLOCK_WITH_BALANCES } from './1795806280000-running-balances.js';

/**
 * When runs of zakat were completed, in their place between the blocks. All other events are places on the chain already. A
 * completion takes a lock alone that each append shares, so that what it stands behind is committed and what it stands before is
 * not begun: a reader who goes through the log in order never finds something new behind them.
 */
export class PlaceCompletedRuns1795806281000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(COMPLETIONS);
    await runner.query(FILL_COMPLETIONS);
    await runner.query(PLACE_COMPLETION);
    await runner.query(APPEND_BLOCK_BESIDE_COMPLETIONS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(APPEND_BLOCK_WITH_BALANCES);
    await runner.query('DROP TRIGGER zakat_runs_placed ON zakat_runs');
    await runner.query('DROP FUNCTION place_completed_zakat_run');
    await runner.query('DROP TABLE zakat_run_completions');
  }
}

/** Any number that nothing else locks: "events" in ASCII. */
export const EVENT_LOCK = '111559182283891';

const COMPLETIONS = `
CREATE TABLE zakat_run_completions (
  -- The key of the first transaction behind it, and which of the completions there it is.
  before_transaction bigint NOT NULL,
  ordinal            integer NOT NULL CHECK (ordinal BETWEEN 1 AND 500000),
  run_id             uuid NOT NULL REFERENCES zakat_runs,
  -- What the run had charged by then; one that is resumed is completed again.
  units              bigint NOT NULL CHECK (units >= 0),
  completed_at       timestamptz NOT NULL,
  PRIMARY KEY (before_transaction, ordinal)
);
CREATE INDEX zakat_run_completions_run ON zakat_run_completions (run_id);
CREATE TRIGGER zakat_run_completions_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON zakat_run_completions
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting_history();`;

/** Behind the block of their last deduction, or the last block of their time. */
const FILL_COMPLETIONS = `
INSERT INTO zakat_run_completions (before_transaction, ordinal, run_id, units, completed_at)
SELECT p.before_transaction, row_number() OVER (PARTITION BY p.before_transaction ORDER BY p.completed_at, p.number), p.id,
       coalesce((SELECT sum(z.amount) FROM zakat_records z WHERE z.run_id = p.id), 0), p.completed_at
FROM (
  SELECT r.id, r.number, r.completed_at, coalesce(
    (SELECT b.first_transaction + b.transaction_count FROM blocks b
     WHERE b.height = (SELECT max(z.height) FROM zakat_records z WHERE z.run_id = r.id)),
    (SELECT max(b.first_transaction + b.transaction_count) FROM blocks b WHERE b."timestamp" <= extract(epoch FROM r.completed_at)),
    1) AS before_transaction
  FROM zakat_runs r WHERE r.completed_at IS NOT NULL
) AS p`;

/** Before the row is written, because the audit trail, which an append waits for under its lock, is written after it. */
const PLACE_COMPLETION = `
CREATE FUNCTION place_completed_zakat_run() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $place$
DECLARE
  v_next bigint;
BEGIN
  PERFORM pg_advisory_xact_lock(${EVENT_LOCK});
  SELECT coalesce(max(first_transaction + transaction_count), 0) INTO v_next
  FROM (SELECT first_transaction, transaction_count FROM blocks ORDER BY height DESC LIMIT 1) AS tip;
  INSERT INTO zakat_run_completions (before_transaction, ordinal, run_id, units, completed_at)
  SELECT v_next, (SELECT count(*) + 1 FROM zakat_run_completions WHERE before_transaction = v_next), NEW.id,
         coalesce((SELECT sum(amount) FROM zakat_records WHERE run_id = NEW.id), 0), NEW.completed_at;
  RETURN NEW;
END
$place$;
CREATE TRIGGER zakat_runs_placed BEFORE UPDATE ON zakat_runs
  FOR EACH ROW WHEN (OLD.completed_at IS NULL AND NEW.completed_at IS NOT NULL) EXECUTE FUNCTION place_completed_zakat_run();`;

/** It shares the lock of completions. */
export const APPEND_BLOCK_BESIDE_COMPLETIONS = `
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
  -- Before any other lock: what has a place in the log of events beside the blocks takes it alone.
  PERFORM pg_advisory_xact_lock_shared(${EVENT_LOCK});
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

  IF p_companions <> '[]' THEN PERFORM store_companions(p_height, p_first_transaction, p_companions); END IF;
  RETURN true;
END
$append$`;
