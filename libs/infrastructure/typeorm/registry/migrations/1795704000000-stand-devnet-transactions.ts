import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Where a transaction of the embedded coin stands outside the chain: dropped from the mempool, or abandoned by its wallet. */
export class StandDevnetTransactions1795704000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE devnet_transactions ADD COLUMN standing text NOT NULL DEFAULT 'waiting'
        CHECK (standing IN ('waiting', 'dropped', 'abandoned'))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE devnet_transactions DROP COLUMN standing');
  }
}
