-- Made by `npm run supabase:migrations`. Do not edit.
SET search_path = ledger, pg_temp;
CREATE TABLE production_mark (
  only_one   boolean PRIMARY KEY DEFAULT true CHECK (only_one),
  marked_at  timestamptz NOT NULL DEFAULT now()
);
CREATE FUNCTION keep_production_mark() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a store that was opened in production stays marked' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER production_mark_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON production_mark
  FOR EACH STATEMENT EXECUTE FUNCTION keep_production_mark();
INSERT INTO migrations ("timestamp", name) VALUES (1795219201000, 'ProductionMark1795219201000');
RESET search_path;
