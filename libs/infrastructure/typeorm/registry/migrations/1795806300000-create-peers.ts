import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Other registries that this one follows, and the nodes that they tell of. And what a follower needs of ours: the directory tells where the
 * wallet of a node receives, and the type of each event is signed, so that one for everybody cannot be passed off as one that is not.
 */
export class CreatePeers1795806300000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(PEERS);
    await runner.query(TYPE_SIGNATURES);
    await runner.query(TELL_ADDRESS);
    await runner.query(ADDRESSES_OF_TODAY);
  }

  async down(): Promise<void> {
    throw new Error('a log that others may have read is not taken down');
  }
}

const PEERS = `
CREATE TABLE peers (
  url            text PRIMARY KEY CHECK (octet_length(url) <= 500),
  configured     boolean NOT NULL,
  added          boolean NOT NULL,
  state          text NOT NULL DEFAULT 'new' CHECK (state IN ('new', 'following', 'refused')),
  registry_id    text UNIQUE CHECK (registry_id ~ '^[0-9a-f]{32}$'),
  public_key     bytea CHECK (octet_length(public_key) = 32),
  name           text,
  place          bigint NOT NULL DEFAULT 0 CHECK (place >= 0),
  hash           bytea CHECK (octet_length(hash) = 32),
  cursor         text,
  last_event_at  timestamptz,
  reached_end_at timestamptz,
  failures       integer NOT NULL DEFAULT 0,
  last_error     text,
  last_error_at  timestamptz,
  due_at         timestamptz NOT NULL DEFAULT now(),
  added_at       timestamptz NOT NULL DEFAULT now(),
  CHECK (configured OR added),
  CHECK (state <> 'following' OR (registry_id IS NOT NULL AND public_key IS NOT NULL)),
  CHECK ((place = 0) = (hash IS NULL))
);

CREATE TABLE peer_nodes (
  number            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  registry_id       text NOT NULL REFERENCES peers (registry_id) ON DELETE CASCADE,
  node_id           text NOT NULL,
  address           text NOT NULL,
  capabilities      text[] NOT NULL,
  reputation        numeric(5,2) NOT NULL CHECK (reputation BETWEEN 0 AND 100),
  status            text NOT NULL CHECK (status IN ('unknown', 'online', 'offline', 'inactive')),
  last_heartbeat    timestamptz,
  receiving_address text,
  place             bigint NOT NULL CHECK (place > 0),
  as_of             timestamptz NOT NULL,
  since             timestamptz NOT NULL,
  UNIQUE (registry_id, node_id)
);`;

const TYPE_SIGNATURES = `
ALTER TABLE events ADD COLUMN type_signature bytea CHECK (octet_length(type_signature) = 64);`;

const TELL_ADDRESS = `
CREATE OR REPLACE FUNCTION tell_address() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $tell$
DECLARE
  former text;
BEGIN
  SELECT a.address INTO former FROM wallet_addresses a WHERE a.wallet_id = NEW.wallet_id AND a.number < NEW.number
  ORDER BY a.number DESC LIMIT 1;
  PERFORM tell_of_wallet(CASE WHEN former IS NULL THEN 'wallet.created' ELSE 'wallet.address_added' END,
    NEW.wallet_id, jsonb_build_object('wallet', NEW.wallet_id, 'address', NEW.address));
  PERFORM tell_of_wallet('node.updated', NEW.wallet_id,
    jsonb_build_object('receiving_address', jsonb_build_object('old', former, 'new', NEW.address)));
  RETURN NULL;
END
$tell$;`;

const ADDRESSES_OF_TODAY = `
INSERT INTO unplaced_events (type, node_id, data)
SELECT 'node.updated', w.node_id, jsonb_build_object('node', w.node_id,
  'receiving_address', jsonb_build_object('old', NULL, 'new', a.address))
FROM (SELECT DISTINCT ON (wallet_id) wallet_id, address, number FROM wallet_addresses ORDER BY wallet_id, number DESC) a
JOIN wallets w ON w.id = a.wallet_id ORDER BY a.number;`;
