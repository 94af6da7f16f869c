-- Made by `npm run supabase:migrations`. Do not edit.
SET search_path = ledger, pg_temp;
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
CREATE INDEX users_unconfirmed ON users (mailbox, registered_from) WHERE custodial AND claimed_mailbox IS NULL;
DELETE FROM one_time_passwords;
ALTER TABLE one_time_passwords ADD COLUMN sent_to text NOT NULL;
INSERT INTO migrations ("timestamp", name) VALUES (1795702000000, 'ClaimsWhenConfirmed1795702000000');
RESET search_path;
