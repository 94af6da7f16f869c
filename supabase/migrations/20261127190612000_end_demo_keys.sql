-- Made by `npm run supabase:migrations`. Do not edit.
SET search_path = ledger, pg_temp;
CREATE FUNCTION end_demo_keys() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $end$
BEGIN
  UPDATE api_keys SET revoked_at = now(), revoked_by = 'system' WHERE user_id IS NOT NULL AND revoked_at IS NULL;
  RETURN NULL;
END
$end$;
CREATE TRIGGER production_ends_demo_keys AFTER INSERT ON production_mark FOR EACH ROW
  WHEN (current_setting('mizan.restoring', true) IS DISTINCT FROM 'on') EXECUTE FUNCTION end_demo_keys();
INSERT INTO migrations ("timestamp", name) VALUES (1795806372000, 'EndDemoKeys1795806372000');
RESET search_path;
