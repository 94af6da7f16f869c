import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Reputations and what events add to them have two decimal places: clients give deltas as decimals. */
export class DecimalReputations1795701000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE nodes ALTER COLUMN reputation TYPE numeric(5, 2)');
    await runner.query(`ALTER TABLE reputation_events ALTER COLUMN delta TYPE numeric(5, 2),
      DROP CONSTRAINT reputation_events_check,
      ALTER COLUMN old_reputation TYPE numeric(5, 2), ALTER COLUMN new_reputation TYPE numeric(5, 2)`);
    // Made anew: the old text of it casts its sum to an integer.
    await runner.query(`ALTER TABLE reputation_events ADD CONSTRAINT reputation_events_check
      CHECK (new_reputation = least(100, greatest(0, old_reputation + delta)))`);
  }

  async down(): Promise<void> {
    throw new Error('decimal places are not taken away');
  }
}
