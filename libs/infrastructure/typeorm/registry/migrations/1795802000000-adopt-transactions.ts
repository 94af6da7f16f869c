import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is adopted is a whole finding, or one transaction of it, named by its txid. */
export class AdoptTransactions1795802000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
ALTER TABLE adoptions DROP CONSTRAINT adoptions_finding_check,
  ADD CONSTRAINT adoptions_finding_check CHECK (finding ~ '^([0-9a-f]{16}|[0-9a-f]{64})$')`);
  }

  async down(): Promise<void> {
    throw new Error('what was adopted is part of the audit trail, which is not taken down');
  }
}
