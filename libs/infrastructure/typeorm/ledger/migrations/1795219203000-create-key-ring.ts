import type { MigrationInterface, QueryRunner } from 'typeorm';
import { ADD_KEY_RING, guardSealedColumn, REMOVE_KEY_RING } from '../../key-ring-sql.js';

/** Which master key the ledger's secrets are sealed under, and a guard on each sealed column. */
export class CreateKeyRing1795219203000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(ADD_KEY_RING);
    await runner.query(guardSealedColumn('users', 'sealed_cnic'));
    await runner.query(guardSealedColumn('wallet_profiles', 'sealed_private_key'));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(REMOVE_KEY_RING);
  }
}
