import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Transactions that make small coins of the pool into one. Their coins stand in one table with those of payments, whose key
 * makes one coin in two living transactions impossible.
 */
export class CreateConsolidations1795705000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE consolidations (
        txid       text PRIMARY KEY,
        hex        text NOT NULL,
        fee        bigint NOT NULL CHECK (fee > 0),
        state      text NOT NULL CHECK (state IN ('signed', 'broadcast', 'final', 'dead')),
        created_at timestamptz NOT NULL
      );
      CREATE INDEX consolidations_open ON consolidations (created_at) WHERE state IN ('signed', 'broadcast');
      ALTER TABLE payment_inputs
        ALTER COLUMN payment_id DROP NOT NULL,
        ADD COLUMN consolidation text REFERENCES consolidations,
        ADD CONSTRAINT payment_inputs_one_owner CHECK ((payment_id IS NULL) <> (consolidation IS NULL));
      CREATE INDEX payment_inputs_consolidation ON payment_inputs (consolidation) WHERE consolidation IS NOT NULL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM payment_inputs WHERE payment_id IS NULL;
      ALTER TABLE payment_inputs DROP COLUMN consolidation, ALTER COLUMN payment_id SET NOT NULL;
      DROP TABLE consolidations`);
  }
}
