import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What is redeemed stays redeemed. An order to redeem is mined by a transaction that pays to the address that no key has, and by
 * no other. Each output of that address is spent by the transaction that makes it: an output is spent once, so by nothing else.
 */
export class BurntRedemptions1795806401000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
CREATE OR REPLACE FUNCTION mark_treasury_order_mined() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $mark$
BEGIN
  IF NOT EXISTS (
    SELECT FROM treasury_orders o JOIN transactions t ON t.key = NEW.transaction_key
      JOIN addresses a ON a.id = CASE o.kind WHEN 'issue' THEN t.receiver ELSE t.sender END
      JOIN addresses r ON r.id = t.receiver
    WHERE o.id = NEW.order_id AND t.amount = o.amount AND a.hash = o.address AND (t.type = 'reward') = (o.kind = 'issue')
      AND (o.kind = 'issue' OR r.hash = sha256(convert_to('Mizan: what is redeemed has left the balance', 'UTF8')))) THEN
    RAISE EXCEPTION 'the transaction is not what was ordered';
  END IF;
  UPDATE treasury_orders SET state = 'mined' WHERE id = NEW.order_id;
  RETURN NULL;
END
$mark$`);
    await runner.query(OUTPUTS_STAY_BURNT);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TRIGGER outputs_stay_burnt ON blocks; DROP FUNCTION require_burnt_outputs()');
    await runner.query(`
CREATE OR REPLACE FUNCTION mark_treasury_order_mined() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $mark$
BEGIN
  IF NOT EXISTS (
    SELECT FROM treasury_orders o JOIN transactions t ON t.key = NEW.transaction_key
      JOIN addresses a ON a.id = CASE o.kind WHEN 'issue' THEN t.receiver ELSE t.sender END
    WHERE o.id = NEW.order_id AND t.amount = o.amount AND a.hash = o.address AND (t.type = 'reward') = (o.kind = 'issue')) THEN
    RAISE EXCEPTION 'the transaction is not what was ordered';
  END IF;
  UPDATE treasury_orders SET state = 'mined' WHERE id = NEW.order_id;
  RETURN NULL;
END
$mark$`);
  }
}

/** Once for a block and not for each output: a look at the outputs of this block, in the order of their keys. */
const OUTPUTS_STAY_BURNT = `
CREATE FUNCTION require_burnt_outputs() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $burnt$
DECLARE
  v_burn CONSTANT bigint := (SELECT id FROM addresses
                             WHERE hash = sha256(convert_to('Mizan: what is redeemed has left the balance', 'UTF8')));
BEGIN
  IF v_burn IS NOT NULL AND EXISTS (
    SELECT FROM outputs o
    WHERE o.key >= NEW.first_output AND o.key < NEW.first_output + NEW.output_count AND o.address = v_burn
      AND NOT EXISTS (SELECT FROM spends s WHERE s.output_key = o.key AND s.transaction_key = o.transaction_key)) THEN
    RAISE EXCEPTION 'the block leaves a burnt output to be spent' USING ERRCODE = 'MZ002';
  END IF;
  RETURN NULL;
END
$burnt$;
CREATE CONSTRAINT TRIGGER outputs_stay_burnt AFTER INSERT ON blocks DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION require_burnt_outputs()`;
