import { CREATE_PRODUCTION_MARK, DROP_PRODUCTION_MARK } from '@app/infrastructure/sql/production-mark.js';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A mark that the store was opened in production: from then on no demo opens it. */
export class ProductionMark1795219201000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(CREATE_PRODUCTION_MARK);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DROP_PRODUCTION_MARK);
  }
}
