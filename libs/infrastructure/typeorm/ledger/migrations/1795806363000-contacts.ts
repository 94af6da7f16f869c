import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whom users pay. Each has 500 places for contacts, so that the table itself bounds their number. */
export class Contacts1795806363000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(CONTACTS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE contacts');
  }
}

const CONTACTS = `
CREATE TABLE contacts (
  id         uuid PRIMARY KEY,
  user_id    uuid NOT NULL REFERENCES users (id),
  place      smallint NOT NULL CHECK (place BETWEEN 1 AND 500),
  name       text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 80),
  address    bytea NOT NULL CHECK (octet_length(address) = 32),
  created_at timestamptz NOT NULL,
  UNIQUE (user_id, place),
  UNIQUE (user_id, address)
)`;
