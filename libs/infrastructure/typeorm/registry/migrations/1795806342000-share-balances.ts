import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A node may have its registry tell what its wallet can spend. It is told in the transaction that changes it, so that the log and the
 * books agree at each place. A node that allows it or takes that back waits for the account, and an account that changes reads whether it is
 * allowed after it was locked: so the last thing told is always what is.
 */
export class ShareBalances1795806342000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(COLUMNS);
    await runner.query(TELL_BALANCE);
    await runner.query(TELL_SHARING);
  }

  async down(): Promise<void> {
    throw new Error('a log that others may have read is not taken down');
  }
}

const COLUMNS = `
ALTER TABLE nodes ADD COLUMN share_balance boolean NOT NULL DEFAULT false;
ALTER TABLE peer_nodes ADD COLUMN balance bigint CHECK (balance >= 0);`;

const RESTORED = `current_setting('mizan.restoring', true) IS DISTINCT FROM 'on'`;

const TELL_BALANCE = `
CREATE FUNCTION tell_balance() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $tell$
BEGIN
  INSERT INTO unplaced_events (type, node_id, data)
  SELECT 'node.updated', n.node_id, jsonb_build_object('node', n.node_id, 'balance', jsonb_build_object(
    'old', CASE WHEN TG_OP = 'UPDATE' THEN OLD.balance::text END, 'new', NEW.balance::text))
  FROM wallets w JOIN nodes n ON n.node_id = w.node_id WHERE w.id = NEW.wallet_id AND n.share_balance;
  RETURN NULL;
END
$tell$;
CREATE TRIGGER tell_balance AFTER UPDATE ON accounts FOR EACH ROW
  WHEN (${RESTORED} AND NEW.kind = 'available' AND OLD.balance <> NEW.balance) EXECUTE FUNCTION tell_balance();
CREATE TRIGGER tell_first_balance AFTER INSERT ON accounts FOR EACH ROW
  WHEN (${RESTORED} AND NEW.kind = 'available') EXECUTE FUNCTION tell_balance();`;

const TELL_SHARING = `
CREATE FUNCTION tell_sharing() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $tell$
DECLARE
  units text;
BEGIN
  SELECT a.balance::text INTO units FROM accounts a JOIN wallets w ON w.id = a.wallet_id
  WHERE w.node_id = NEW.node_id AND a.kind = 'available' FOR UPDATE OF a;
  IF FOUND THEN
    INSERT INTO unplaced_events (type, node_id, data) VALUES ('node.updated', NEW.node_id,
      jsonb_build_object('node', NEW.node_id, 'balance', jsonb_build_object(
        'old', CASE WHEN OLD.share_balance THEN units END, 'new', CASE WHEN NEW.share_balance THEN units END)));
  END IF;
  RETURN NULL;
END
$tell$;
CREATE TRIGGER tell_sharing AFTER UPDATE OF share_balance ON nodes FOR EACH ROW
  WHEN (${RESTORED} AND OLD.share_balance <> NEW.share_balance) EXECUTE FUNCTION tell_sharing();`;
