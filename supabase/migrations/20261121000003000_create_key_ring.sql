-- Made by `npm run supabase:migrations`. Do not edit.
SET search_path = ledger, pg_temp;
DELETE FROM master_key;
ALTER TABLE master_key
  ADD COLUMN passphrase_salt      bytea CHECK (octet_length(passphrase_salt) >= 16),
  ADD COLUMN sealed_index_key     bytea NOT NULL,
  ADD COLUMN next_key_id          bytea CHECK (next_key_id <> key_id),
  ADD COLUMN next_passphrase_salt bytea CHECK (octet_length(next_passphrase_salt) >= 16),
  ADD CHECK (next_passphrase_salt IS NULL OR next_key_id IS NOT NULL),
  ADD CHECK (octet_length(key_id) = 8 AND octet_length(next_key_id) = 8);

-- Bytes 2 to 9 of a sealed record name its key. A store without a ring has nothing to compare with yet.
CREATE FUNCTION refuse_foreign_seal() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
  v_key_id bytea := substring((to_jsonb(NEW) ->> TG_ARGV[0])::bytea FROM 2 FOR 8);
BEGIN
  IF EXISTS (SELECT FROM master_key WHERE v_key_id IS DISTINCT FROM key_id AND v_key_id IS DISTINCT FROM next_key_id) THEN
    RAISE EXCEPTION 'a record of % is sealed under a key that is not in charge', TG_TABLE_NAME USING ERRCODE = 'MZ003';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER users_sealed_cnic BEFORE INSERT OR UPDATE OF sealed_cnic ON users FOR EACH ROW
    WHEN (NEW.sealed_cnic IS NOT NULL) EXECUTE FUNCTION refuse_foreign_seal('sealed_cnic');
CREATE TRIGGER wallet_profiles_sealed_private_key BEFORE INSERT OR UPDATE OF sealed_private_key ON wallet_profiles FOR EACH ROW
    WHEN (NEW.sealed_private_key IS NOT NULL) EXECUTE FUNCTION refuse_foreign_seal('sealed_private_key');
INSERT INTO migrations ("timestamp", name) VALUES (1795219203000, 'CreateKeyRing1795219203000');
RESET search_path;
