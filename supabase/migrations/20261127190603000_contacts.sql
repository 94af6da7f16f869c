-- Made by `npm run supabase:migrations`. Do not edit.
SET search_path = ledger, pg_temp;
CREATE TABLE contacts (
  id         uuid PRIMARY KEY,
  user_id    uuid NOT NULL REFERENCES users (id),
  place      smallint NOT NULL CHECK (place BETWEEN 1 AND 500),
  name       text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 80),
  address    bytea NOT NULL CHECK (octet_length(address) = 32),
  created_at timestamptz NOT NULL,
  UNIQUE (user_id, place),
  UNIQUE (user_id, address)
);
INSERT INTO migrations ("timestamp", name) VALUES (1795806363000, 'Contacts1795806363000');
RESET search_path;
