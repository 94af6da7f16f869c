import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What each transaction brought a wallet and took from it, beside whether it did. A report adds these up in the snapshot in
 * which it reads the books, so that its balance needs no second source and no look at single outputs.
 */
export class HistoryAmounts1795700001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(ADD_AMOUNTS);
    await runner.query(FILL_AMOUNTS);
    await runner.query(GUARD_AMOUNTS);
    await runner.query(rewriteAppendBlock(FLAGS, AMOUNTS));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(rewriteAppendBlock(AMOUNTS, FLAGS));
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

/** As `append_block` has had it from the beginning. */
const FLAGS = `INSERT INTO wallet_history (address, transaction_key, received, sent)
  SELECT touched.address, touched.transaction_key, bool_or(touched.received), bool_or(NOT touched.received)
  FROM (
    SELECT v_ids[u.address] AS address, p_first_transaction + u.position AS transaction_key, true AS received
    FROM unnest(p_output_transactions, p_output_addresses) AS u(position, address)
    UNION ALL
    SELECT o.address, p_first_transaction + u.position, false
    FROM unnest(p_spent_keys, p_spenders) AS u(output_key, position) JOIN outputs o ON o.key = u.output_key
  ) AS touched
  GROUP BY touched.address, touched.transaction_key;`;

const AMOUNTS = `INSERT INTO wallet_history (address, transaction_key, received, sent, credited, debited)
  SELECT touched.address, touched.transaction_key, sum(touched.credited) > 0, sum(touched.debited) > 0,
         sum(touched.credited), sum(touched.debited)
  FROM (
    SELECT v_ids[u.address] AS address, p_first_transaction + u.position AS transaction_key, u.value AS credited, 0::bigint AS debited
    FROM unnest(p_output_transactions, p_output_addresses, p_output_values) AS u(position, address, value)
    UNION ALL
    SELECT o.address, p_first_transaction + u.position, 0, o.value
    FROM unnest(p_spent_keys, p_spenders) AS u(output_key, position) JOIN outputs o ON o.key = u.output_key
  ) AS touched
  GROUP BY touched.address, touched.transaction_key;`;

/** Changes one statement of the function and leaves the others as earlier migrations wrote them. */
function rewriteAppendBlock(before: string, after: string): string {
  return `
DO $rewrite$
DECLARE
  v_old text := pg_get_functiondef('append_block'::regproc);
  v_new text := replace(v_old, $text$${before}$text$, $text$${after}$text$);
BEGIN
  IF v_new = v_old THEN RAISE EXCEPTION 'append_block has another text than this migration knows'; END IF;
  EXECUTE v_new;
END
$rewrite$`;
}
