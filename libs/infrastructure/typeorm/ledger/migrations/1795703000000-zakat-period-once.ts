import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A period is charged once, whatever the pool. The key used to hold the pool too, so that another `ZAKAT_WALLET_ADDRESS`
 * charged a period again. Where that has happened the first run keeps the period, and the later ones keep its name in
 * `repeated_period`; their money has moved and stays where it is. One that was interrupted is closed as it stands: to
 * complete it would charge more wallets a second time.
 */
export class ZakatPeriodOnce1795703000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE zakat_runs ADD COLUMN repeated_period text');
    await runner.query(SET_REPETITIONS_APART);
    await runner.query(
      'ALTER TABLE zakat_runs DROP CONSTRAINT zakat_runs_one_per_period, ADD CONSTRAINT zakat_runs_one_per_period UNIQUE (period)',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'ALTER TABLE zakat_runs DROP CONSTRAINT zakat_runs_one_per_period, ADD CONSTRAINT zakat_runs_one_per_period UNIQUE (pool_address, period)',
    );
    await runner.query('UPDATE zakat_runs SET period = repeated_period WHERE repeated_period IS NOT NULL');
    await runner.query('ALTER TABLE zakat_runs DROP COLUMN repeated_period');
  }
}

const SET_REPETITIONS_APART = `
UPDATE zakat_runs r SET repeated_period = r.period, period = NULL,
  completed_at = coalesce(r.completed_at, now()),
  total_wallets = coalesce(r.total_wallets, (SELECT count(*) FROM zakat_records z WHERE z.run_id = r.id)::integer)
WHERE EXISTS (SELECT FROM zakat_runs first WHERE first.period = r.period AND (first.started_at, first.id) < (r.started_at, r.id))`;
