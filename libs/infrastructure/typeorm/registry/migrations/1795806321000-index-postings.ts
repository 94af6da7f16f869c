import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The entries of one account in their order, for the statement of a wallet. */
export class IndexPostings1795806321000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE INDEX postings_account ON postings (account_id, entry_id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX postings_account');
  }
}
