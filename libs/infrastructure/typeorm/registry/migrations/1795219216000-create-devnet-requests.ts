import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Requests of the embedded coin that came with an `Idempotency-Key`, and what they were answered: a txid or a height. */
export class CreateDevnetRequests1795219216000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(DEVNET_REQUESTS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE devnet_requests');
  }
}

const DEVNET_REQUESTS = `
CREATE TABLE devnet_requests (
  caller      text NOT NULL,
  key         text NOT NULL CHECK (key ~ '^[!-~]{1,255}$'),
  fingerprint bytea NOT NULL CHECK (octet_length(fingerprint) = 32),
  answer      text NOT NULL,
  created_at  timestamptz NOT NULL,
  PRIMARY KEY (caller, key)
);
CREATE INDEX devnet_requests_created_at ON devnet_requests (created_at);`;
