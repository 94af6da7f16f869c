import type { MigrationInterface, QueryRunner } from 'typeorm';
import { ADD_KEY_RING, guardSealedColumn, REMOVE_KEY_RING } from '../../key-ring-sql.js';

/** Which master key the shared secrets of nodes are sealed under, and a guard on their column. */
export class CreateKeyRing1795219215000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(ADD_KEY_RING);
    await runner.query(guardSealedColumn('node_credentials', 'sealed_secret'));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(REMOVE_KEY_RING);
  }
}
