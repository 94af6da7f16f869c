import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * An e-mail and a national ID become one user's alone when the e-mail is confirmed, not when it is registered: who registers
 * what is somebody else's holds nothing. Unconfirmed registrations give their claims back here. Of the two claims the one to
 * the national ID can be taken back later, because an e-mail that is confirmed does not prove it.
 *
 * A code remembers the address that it was sent to, and confirms registrations with exactly that address. Codes that
 * lived during the migration are dropped, which costs a new request.
 */
export class ClaimsWhenConfirmed1795702000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(PEOPLE);
    await runner.query(CODES);
  }

  /** Refuses where an unconfirmed registration has what another has confirmed: then the claims cannot be given back. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE one_time_passwords DROP COLUMN sent_to;
      DROP INDEX users_unconfirmed;
      ALTER TABLE users DROP CONSTRAINT users_claim_is_confirmed, DROP CONSTRAINT users_cnic_of_confirmed;
      UPDATE users SET claimed_mailbox = mailbox, claimed_cnic_hash = cnic_hash WHERE custodial;
      ALTER TABLE users DROP COLUMN custodial, DROP COLUMN registered_from,
        ADD CONSTRAINT users_claim_is_whole CHECK ((claimed_mailbox IS NULL) = (claimed_cnic_hash IS NULL));`);
  }
}

const PEOPLE = `
ALTER TABLE users
  -- Whether the private key has never left the server, as in production.
  ADD COLUMN custodial boolean NOT NULL DEFAULT false,
  -- Keyed hash of the network that the registration came from.
  ADD COLUMN registered_from bytea CHECK (octet_length(registered_from) = 32),
  DROP CONSTRAINT users_claim_is_whole;
UPDATE users SET custodial = true WHERE claimed_mailbox IS NOT NULL;
UPDATE users SET claimed_mailbox = NULL, claimed_cnic_hash = NULL WHERE email_confirmed_at IS NULL;
ALTER TABLE users
  ALTER COLUMN custodial DROP DEFAULT,
  ADD CONSTRAINT users_claim_is_confirmed
    CHECK ((claimed_mailbox IS NOT NULL) = (custodial AND email_confirmed_at IS NOT NULL)),
  ADD CONSTRAINT users_cnic_of_confirmed CHECK (claimed_cnic_hash IS NULL OR claimed_mailbox IS NOT NULL);
CREATE INDEX users_unconfirmed ON users (mailbox, registered_from) WHERE custodial AND claimed_mailbox IS NULL;`;

const CODES = `
DELETE FROM one_time_passwords;
ALTER TABLE one_time_passwords ADD COLUMN sent_to text NOT NULL;`;
