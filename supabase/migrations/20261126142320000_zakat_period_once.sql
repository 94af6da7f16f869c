-- Made by `npm run supabase:migrations`. Do not edit.
SET search_path = ledger, pg_temp;
ALTER TABLE zakat_runs ADD COLUMN repeated_period text;
UPDATE zakat_runs r SET repeated_period = r.period, period = NULL,
  completed_at = coalesce(r.completed_at, now()),
  total_wallets = coalesce(r.total_wallets, (SELECT count(*) FROM zakat_records z WHERE z.run_id = r.id)::integer)
WHERE EXISTS (SELECT FROM zakat_runs first WHERE first.period = r.period AND (first.started_at, first.id) < (r.started_at, r.id));
ALTER TABLE zakat_runs DROP CONSTRAINT zakat_runs_one_per_period, ADD CONSTRAINT zakat_runs_one_per_period UNIQUE (period);
INSERT INTO migrations ("timestamp", name) VALUES (1795703000000, 'ZakatPeriodOnce1795703000000');
RESET search_path;
