-- Made by `npm run supabase:migrations`. Do not edit.
SET search_path = ledger, pg_temp;
CREATE TABLE zakat_pool_wallet (
  number             bigint PRIMARY KEY CHECK (number = 1),
  wallet_address     bytea NOT NULL UNIQUE CHECK (octet_length(wallet_address) = 32),
  sealed_private_key bytea NOT NULL,
  made_by            text NOT NULL CHECK (made_by <> ''),
  created_at         timestamptz NOT NULL
);

-- A rotation of the master key seals the same private key anew; nothing else ever changes.
CREATE FUNCTION keep_zakat_pool_wallet() RETURNS trigger LANGUAGE plpgsql AS $keep$
BEGIN
  IF TG_OP = 'UPDATE' AND (NEW.number, NEW.wallet_address, NEW.made_by, NEW.created_at)
     IS NOT DISTINCT FROM (OLD.number, OLD.wallet_address, OLD.made_by, OLD.created_at) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'the wallet of the zakat pool stays the one that it is';
END
$keep$;
CREATE TRIGGER zakat_pool_wallet_kept BEFORE UPDATE OR DELETE ON zakat_pool_wallet
  FOR EACH ROW EXECUTE FUNCTION keep_zakat_pool_wallet();
CREATE TRIGGER zakat_pool_wallet_sealed_private_key BEFORE INSERT OR UPDATE OF sealed_private_key ON zakat_pool_wallet FOR EACH ROW
    WHEN (NEW.sealed_private_key IS NOT NULL) EXECUTE FUNCTION refuse_foreign_seal('sealed_private_key');
CREATE FUNCTION audit_zakat_pool_wallet() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $audit$

BEGIN
  
  PERFORM append_audit('zakat_pool_made', encode(NEW.wallet_address, 'hex'), '{}', NEW.made_by);
  RETURN NULL;
END
$audit$;
CREATE CONSTRAINT TRIGGER audit_zakat_pool_wallet AFTER INSERT ON zakat_pool_wallet DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (current_setting('mizan.restoring', true) IS DISTINCT FROM 'on') EXECUTE FUNCTION audit_zakat_pool_wallet();
INSERT INTO migrations ("timestamp", name) VALUES (1795806250000, 'ZakatPoolWallet1795806250000');
RESET search_path;
