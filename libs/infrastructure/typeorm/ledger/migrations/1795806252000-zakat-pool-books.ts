import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Sums of what came into a pool and went out of it, kept with each block and each payment, so that the report on the pool costs
 * the same whatever there is to add up. The rows of the chain are the truth: each sum can be computed again from them.
 */
export class ZakatPoolBooks1795806252000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(FLOWS);
    await runner.query(LINES);
    await runner.query(FILL);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER book_zakat_flows ON blocks;
      DROP TRIGGER zakat_receipts_booked ON zakat_receipts;
      DROP TRIGGER zakat_voucher_payments_booked ON zakat_voucher_payments;
      DROP TRIGGER zakat_pool_wallet_booked ON zakat_pool_wallet;
      DROP FUNCTION book_zakat_flows, book_zakat_receipts, book_zakat_payment, book_zakat_pool_wallet, open_zakat_pool_book;
      DROP TABLE zakat_pool_lines, zakat_pool_books`);
  }
}

const NOT_RESTORING = `current_setting('mizan.restoring', true) IS DISTINCT FROM 'on'`;

const TABLES = `
-- Of each pool that this server has been told of: net units of the transactions that brought it something, took something from
-- it, and minted to it.
CREATE TABLE zakat_pool_books (
  pool_address bytea PRIMARY KEY CHECK (octet_length(pool_address) = 32),
  received     bigint NOT NULL CHECK (received >= 0),
  sent         bigint NOT NULL CHECK (sent >= 0),
  minted       bigint NOT NULL CHECK (minted >= 0),
  CONSTRAINT zakat_pool_books_balance CHECK (received >= sent AND received >= minted)
);

-- By period, as the series of receipts: what deductions brought, and what vouchers took.
CREATE TABLE zakat_pool_lines (
  pool_address bytea NOT NULL CHECK (octet_length(pool_address) = 32),
  period       text NOT NULL,
  item         text NOT NULL CHECK (item IN ('collected', 'refunded', 'fuqara', 'masakin', 'amilin', 'muallafa', 'riqab', 'gharimin',
                                             'fi_sabilillah', 'ibn_al_sabil')),
  count        bigint NOT NULL CHECK (count > 0),
  units        bigint NOT NULL CHECK (units > 0),
  PRIMARY KEY (pool_address, period, item)
);
CREATE INDEX zakat_pool_lines_period ON zakat_pool_lines (period);`;

const FLOWS = `
-- The lines of the history of pools from one transaction up to another one: none is looked at but theirs.
CREATE FUNCTION book_zakat_flows() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $flows$
BEGIN
  UPDATE zakat_pool_books b
  SET received = b.received + f.received, sent = b.sent + f.sent, minted = b.minted + f.minted
  FROM (
    SELECT p.pool_address, sum(greatest(h.credited - h.debited, 0)) AS received, sum(greatest(h.debited - h.credited, 0)) AS sent,
           coalesce(sum(h.credited) FILTER (WHERE t.type = 'reward'), 0) AS minted
    FROM zakat_pool_books p JOIN addresses a ON a.hash = p.pool_address
      JOIN wallet_history h ON h.address = a.id AND h.transaction_key >= NEW.first_transaction
        AND h.transaction_key < NEW.first_transaction + NEW.transaction_count
      JOIN transactions t ON t.key = h.transaction_key
    GROUP BY p.pool_address
  ) AS f
  WHERE b.pool_address = f.pool_address;
  RETURN NULL;
END
$flows$;
CREATE CONSTRAINT TRIGGER book_zakat_flows AFTER INSERT ON blocks DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (${NOT_RESTORING}) EXECUTE FUNCTION book_zakat_flows();

-- Begins to keep the sums of a pool. The only look at all of its history, once, while no block is appended.
CREATE FUNCTION open_zakat_pool_book(p_pool_address bytea) RETURNS void LANGUAGE plpgsql SET search_path FROM CURRENT AS $open$
BEGIN
  IF EXISTS (SELECT FROM zakat_pool_books WHERE pool_address = p_pool_address) THEN RETURN; END IF;
  LOCK TABLE blocks IN SHARE ROW EXCLUSIVE MODE;
  INSERT INTO zakat_pool_books (pool_address, received, sent, minted)
  SELECT p_pool_address, coalesce(sum(greatest(h.credited - h.debited, 0)), 0), coalesce(sum(greatest(h.debited - h.credited, 0)), 0),
         coalesce(sum(h.credited) FILTER (WHERE t.type = 'reward'), 0)
  FROM addresses a JOIN wallet_history h ON h.address = a.id JOIN transactions t ON t.key = h.transaction_key
  WHERE a.hash = p_pool_address
  ON CONFLICT (pool_address) DO NOTHING;
END
$open$;

CREATE FUNCTION book_zakat_pool_wallet() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $wallet$
BEGIN
  PERFORM open_zakat_pool_book(NEW.wallet_address);
  RETURN NULL;
END
$wallet$;
CREATE TRIGGER zakat_pool_wallet_booked AFTER INSERT ON zakat_pool_wallet
  FOR EACH ROW WHEN (${NOT_RESTORING}) EXECUTE FUNCTION book_zakat_pool_wallet();`;

const LINES = `
CREATE FUNCTION book_zakat_receipts() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $receipts$
BEGIN
  INSERT INTO zakat_pool_lines AS l (pool_address, period, item, count, units)
  SELECT r.pool_address, i.series, 'collected', count(*), sum(z.amount)
  FROM issued i JOIN zakat_records z ON z.transaction_key = i.transaction_key JOIN zakat_runs r ON r.id = z.run_id
  GROUP BY r.pool_address, i.series
  ON CONFLICT (pool_address, period, item) DO UPDATE SET count = l.count + excluded.count, units = l.units + excluded.units;
  RETURN NULL;
END
$receipts$;
CREATE TRIGGER zakat_receipts_booked AFTER INSERT ON zakat_receipts REFERENCING NEW TABLE AS issued
  FOR EACH STATEMENT WHEN (${NOT_RESTORING}) EXECUTE FUNCTION book_zakat_receipts();

CREATE FUNCTION book_zakat_payment() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $payment$
BEGIN
  INSERT INTO zakat_pool_lines AS l (pool_address, period, item, count, units)
  SELECT pool_address, period, coalesce(asnaf, 'refunded'), 1, amount FROM zakat_vouchers WHERE id = NEW.voucher_id
  ON CONFLICT (pool_address, period, item) DO UPDATE SET count = l.count + excluded.count, units = l.units + excluded.units;
  RETURN NULL;
END
$payment$;
CREATE TRIGGER zakat_voucher_payments_booked AFTER INSERT ON zakat_voucher_payments
  FOR EACH ROW WHEN (${NOT_RESTORING}) EXECUTE FUNCTION book_zakat_payment();`;

const FILL = `
INSERT INTO zakat_pool_lines (pool_address, period, item, count, units)
SELECT r.pool_address, i.series, 'collected', count(*), sum(z.amount)
FROM zakat_receipts i JOIN zakat_records z ON z.transaction_key = i.transaction_key JOIN zakat_runs r ON r.id = z.run_id
GROUP BY r.pool_address, i.series;
INSERT INTO zakat_pool_lines (pool_address, period, item, count, units)
SELECT v.pool_address, v.period, coalesce(v.asnaf, 'refunded'), count(*), sum(v.amount)
FROM zakat_voucher_payments p JOIN zakat_vouchers v ON v.id = p.voucher_id
GROUP BY v.pool_address, v.period, coalesce(v.asnaf, 'refunded');
DO $fill$
BEGIN
  PERFORM open_zakat_pool_book(wallet_address) FROM zakat_pool_wallet;
END
$fill$`;
