import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Marks of registries in Core's wallet: the own one, and those of others that the operator has accepted. */
export class CreateWalletMarks1795705000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'CREATE TABLE wallet_marks (address text PRIMARY KEY, own boolean NOT NULL, known_at timestamptz NOT NULL)',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE wallet_marks');
  }
}
