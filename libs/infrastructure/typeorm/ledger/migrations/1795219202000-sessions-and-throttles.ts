import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Sessions, limits that hold across processes, and what makes a person one user: only users of a production server claim
 * their mailbox and national ID, so that a demo may go on accepting everybody twice. Codes are kept per purpose and per
 * from every requester; those that lived during the migration are dropped, which costs a new request.
 */
export class SessionsAndThrottles1795219202000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(PEOPLE);
    await runner.query(CODES);
    await runner.query(SESSIONS);
    await runner.query(THROTTLES);
    await runner.query(TAKE_TURNS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION take_turns(text[], bytea[], integer[], bigint[], bigint);
      DROP TABLE throttles, familiar_networks, sessions, one_time_passwords;
      ALTER TABLE users DROP COLUMN mailbox, DROP COLUMN claimed_mailbox, DROP COLUMN claimed_cnic_hash, DROP COLUMN email_confirmed_at;
      ${EARLIER_CODES}`);
  }
}

const PEOPLE = `
ALTER TABLE users
  ADD COLUMN mailbox text,
  ADD COLUMN claimed_mailbox text CONSTRAINT users_claimed_mailbox UNIQUE,
  ADD COLUMN claimed_cnic_hash bytea CONSTRAINT users_claimed_cnic_hash UNIQUE,
  ADD COLUMN email_confirmed_at timestamptz,
  ADD CONSTRAINT users_claim_is_whole CHECK ((claimed_mailbox IS NULL) = (claimed_cnic_hash IS NULL)),
  ADD CONSTRAINT users_claim_is_own CHECK (claimed_mailbox = mailbox AND claimed_cnic_hash = cnic_hash);
UPDATE users SET mailbox = lower(email);
ALTER TABLE users ALTER COLUMN mailbox SET NOT NULL;
CREATE INDEX users_mailbox ON users (mailbox, created_at);`;

const CODES = `
DROP TABLE one_time_passwords;
CREATE TABLE one_time_passwords (
  mailbox         text NOT NULL,
  purpose         text NOT NULL CHECK (purpose IN ('login', 'payment')),
  requester       bytea NOT NULL CHECK (octet_length(requester) <= 32),
  code_hash       bytea NOT NULL CHECK (octet_length(code_hash) = 32),
  expires_at      timestamptz NOT NULL,
  tries           smallint NOT NULL DEFAULT 0 CHECK (tries BETWEEN 0 AND 5),
  strangers_tries smallint NOT NULL DEFAULT 0 CHECK (strangers_tries BETWEEN 0 AND 3),
  used            boolean NOT NULL DEFAULT false,
  PRIMARY KEY (mailbox, purpose, requester)
);
CREATE INDEX one_time_passwords_expires_at ON one_time_passwords (expires_at);`;

const EARLIER_CODES = `
CREATE TABLE one_time_passwords (
  mailbox    text PRIMARY KEY,
  code_hash  bytea NOT NULL CHECK (octet_length(code_hash) = 32),
  expires_at timestamptz NOT NULL,
  tries      smallint NOT NULL DEFAULT 0 CHECK (tries BETWEEN 0 AND 5),
  used       boolean NOT NULL DEFAULT false
);
CREATE INDEX one_time_passwords_expires_at ON one_time_passwords (expires_at);`;

const SESSIONS = `
CREATE TABLE sessions (
  token_hash bytea PRIMARY KEY CHECK (octet_length(token_hash) = 32),
  user_id    uuid NOT NULL REFERENCES users,
  created_at timestamptz NOT NULL,
  idle_until timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  CHECK (created_at < expires_at AND expires_at <= created_at + interval '12 hours'),
  CHECK (idle_until <= expires_at)
);
CREATE INDEX sessions_user_id ON sessions (user_id);
CREATE INDEX sessions_expires_at ON sessions (expires_at);

-- Where a user has logged in from, as a keyed hash: what strangers do to his mailbox does not count against these.
CREATE TABLE familiar_networks (
  user_id    uuid NOT NULL REFERENCES users,
  network    bytea NOT NULL CHECK (octet_length(network) = 32),
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (user_id, network)
);
CREATE INDEX familiar_networks_expires_at ON familiar_networks (expires_at);`;

const THROTTLES = `
-- The turns that were taken under a limit and may still count, in milliseconds since 1970, oldest first.
CREATE TABLE throttles (
  name       text NOT NULL,
  key_hash   bytea NOT NULL CHECK (octet_length(key_hash) = 32),
  turns      bigint[] NOT NULL CHECK (cardinality(turns) <= 1000),
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (name, key_hash)
);
CREATE INDEX throttles_expires_at ON throttles (expires_at);`;

const TAKE_TURNS = `
-- Takes a turn of each limit or of none, and returns how long to wait, in milliseconds. Rows are locked in one order, so that
-- callers with several limits wait for each other instead of failing.
CREATE FUNCTION take_turns(names text[], keys bytea[], most integer[], windows bigint[], at bigint)
RETURNS bigint LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
  n integer;
  kept bigint[];
  wait bigint := 0;
BEGIN
  FOR n IN SELECT i FROM generate_subscripts(names, 1) AS i ORDER BY names[i], keys[i] LOOP
    INSERT INTO throttles AS t (name, key_hash, turns, expires_at)
      VALUES (names[n], keys[n], '{}', to_timestamp((at + windows[n]) / 1000.0))
      -- A turn of the future is from before the clock was set back; it must not count for longer than any other.
      ON CONFLICT (name, key_hash) DO UPDATE
        SET turns = ARRAY(SELECT turn FROM unnest(t.turns) AS turn WHERE turn > at - windows[n] AND turn <= at + 60000 ORDER BY turn)
      RETURNING turns INTO kept;
    IF cardinality(kept) >= most[n] THEN
      wait := greatest(wait, kept[cardinality(kept) - most[n] + 1] + windows[n] - at, 1);
    END IF;
  END LOOP;
  IF wait = 0 THEN
    UPDATE throttles AS t SET turns = t.turns || at, expires_at = to_timestamp((at + taken.span) / 1000.0)
      FROM unnest(names, keys, windows) AS taken (name, key, span)
      WHERE t.name = taken.name AND t.key_hash = taken.key;
  END IF;
  RETURN wait;
END $$;`;
