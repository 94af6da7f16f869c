import type { MigrationInterface, QueryRunner } from 'typeorm';
import { CREATE_PRODUCTION_MARK, DROP_PRODUCTION_MARK } from '../../production-mark.js';

/** A mark that the store was opened in production: from then on no demo opens it. */
export class ProductionMark1795219201000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(CREATE_PRODUCTION_MARK);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DROP_PRODUCTION_MARK);
  }
}
