import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Nodes remember, as a keyed hash, the network that a stranger registered them from: it bounds how many there are. */
export class RegisteredFrom1795701000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE nodes ADD COLUMN registered_from bytea CHECK (octet_length(registered_from) = 32)');
    await runner.query(
      'CREATE INDEX nodes_registered_from ON nodes (registered_from, created_at) WHERE registered_from IS NOT NULL',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE nodes DROP COLUMN registered_from');
  }
}
