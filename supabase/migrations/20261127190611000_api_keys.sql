-- Made by `npm run supabase:migrations`. Do not edit.
SET search_path = ledger, pg_temp;
CREATE TABLE api_keys (
  id            uuid PRIMARY KEY,
  key_hash      bytea NOT NULL UNIQUE CHECK (octet_length(key_hash) = 32),
  name          text NOT NULL CHECK (name <> ''),
  -- As the audit trail calls them.
  holder        text NOT NULL CHECK (holder <> ''),
  user_id       uuid REFERENCES users,
  -- Of the holder's live keys each has a place of its own, and there are only so many.
  place         smallint NOT NULL CHECK (place BETWEEN 1 AND 50),
  scopes        text[] NOT NULL CHECK (cardinality(scopes) > 0),
  limit_per_day bigint CHECK (limit_per_day > 0),
  addresses     bytea[],
  networks      text[],
  created_at    timestamptz NOT NULL,
  expires_at    timestamptz,
  last_used_at  timestamptz,
  revoked_at    timestamptz,
  revoked_by    text,
  CONSTRAINT api_keys_expiry CHECK (expires_at > created_at),
  CONSTRAINT api_keys_revocation CHECK ((revoked_at IS NULL) = (revoked_by IS NULL))
);
CREATE UNIQUE INDEX api_keys_name ON api_keys (holder, name) WHERE revoked_at IS NULL;
CREATE UNIQUE INDEX api_keys_place ON api_keys (holder, place) WHERE revoked_at IS NULL;
CREATE INDEX api_keys_revoked ON api_keys (holder, revoked_at) WHERE revoked_at IS NOT NULL;
CREATE FUNCTION audit_api_key() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $audit$

BEGIN
  
  PERFORM append_audit('api_key_made', NEW.id::text, jsonb_build_object('scopes', to_jsonb(NEW.scopes)), NEW.holder);
  RETURN NULL;
END
$audit$;
CREATE CONSTRAINT TRIGGER audit_api_key AFTER INSERT ON api_keys DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (current_setting('mizan.restoring', true) IS DISTINCT FROM 'on') EXECUTE FUNCTION audit_api_key();
CREATE FUNCTION audit_api_key_revocation() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $audit$

BEGIN
  
  PERFORM append_audit('api_key_revoked', NEW.id::text, '{}', NEW.revoked_by);
  RETURN NULL;
END
$audit$;
CREATE CONSTRAINT TRIGGER audit_api_key_revocation AFTER UPDATE OF revoked_at ON api_keys DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (current_setting('mizan.restoring', true) IS DISTINCT FROM 'on' AND OLD.revoked_at IS NULL AND NEW.revoked_at IS NOT NULL) EXECUTE FUNCTION audit_api_key_revocation();
INSERT INTO migrations ("timestamp", name) VALUES (1795806371000, 'ApiKeys1795806371000');
RESET search_path;
