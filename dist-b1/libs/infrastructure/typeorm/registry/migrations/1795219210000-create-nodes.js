/**
 * Nodes, what they can do, how they prove who they are, and what they are thought of. What must never happen is forbidden
 * here: an id that could be a path, a reputation out of bounds, an event that does not add up or is changed later, a
 * public key of two nodes, a nonce used twice.
 */
export class CreateNodes1795219210000 {
    async up(runner) {
        await runner.query(NODES);
        await runner.query(CREDENTIALS);
        await runner.query(REPUTATION);
    }
    async down(runner) {
        await runner.query('DROP TABLE reputation_events, node_nonces, node_credentials, node_capabilities, nodes, master_key');
        await runner.query('DROP FUNCTION refuse_rewriting_history');
    }
}
const NODES = `
CREATE TABLE nodes (
  number             bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
  node_id            text PRIMARY KEY CHECK (node_id ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$'),
  address            text NOT NULL CHECK (address ~ '^[!-~]{1,255}$'),
  reputation         smallint NOT NULL DEFAULT 0 CHECK (reputation BETWEEN 0 AND 100),
  heartbeat_sequence bigint CHECK (heartbeat_sequence >= 0),
  last_heartbeat     timestamptz,
  uptime             numeric CHECK (uptime >= 0),
  latency_ms         numeric CHECK (latency_ms >= 0),
  deregistered_at    timestamptz,
  deregistered_by    text CHECK (deregistered_by IN ('node', 'administrator')),
  created_at         timestamptz NOT NULL,
  CHECK ((heartbeat_sequence IS NULL) = (last_heartbeat IS NULL)),
  CHECK ((deregistered_by IS NULL) = (deregistered_at IS NULL))
);

CREATE TABLE node_capabilities (
  node_id    text NOT NULL REFERENCES nodes,
  capability text NOT NULL CHECK (capability ~ '^[a-zA-Z0-9_-]{1,64}$'),
  PRIMARY KEY (node_id, capability)
);
CREATE INDEX node_capabilities_capability ON node_capabilities (capability, node_id);`;
const CREDENTIALS = `
-- One row: which master key the sealed columns are sealed under.
CREATE TABLE master_key (
  single boolean PRIMARY KEY DEFAULT true CHECK (single),
  key_id bytea NOT NULL
);

CREATE TABLE node_credentials (
  node_id       text PRIMARY KEY REFERENCES nodes,
  scheme        text NOT NULL CHECK (scheme IN ('secp256k1', 'ed25519', 'hmac')),
  public_key    bytea CONSTRAINT node_credentials_public_key UNIQUE
                CHECK (octet_length(public_key) = CASE scheme WHEN 'secp256k1' THEN 33 ELSE 32 END),
  sealed_secret bytea,
  CHECK ((scheme = 'hmac') = (public_key IS NULL)),
  CHECK ((scheme = 'hmac') = (sealed_secret IS NOT NULL))
);

CREATE TABLE node_nonces (
  key_id     text NOT NULL,
  nonce      text NOT NULL,
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (key_id, nonce)
);
CREATE INDEX node_nonces_expires_at ON node_nonces (expires_at);`;
const REPUTATION = `
CREATE TABLE reputation_events (
  number         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  node_id        text NOT NULL REFERENCES nodes,
  event_type     text NOT NULL,
  delta          smallint NOT NULL CHECK (delta BETWEEN -100 AND 100),
  is_custom      boolean NOT NULL,
  old_reputation smallint NOT NULL CHECK (old_reputation BETWEEN 0 AND 100),
  new_reputation smallint NOT NULL,
  created_at     timestamptz NOT NULL,
  CHECK (new_reputation = least(100, greatest(0, old_reputation + delta)))
);
CREATE INDEX reputation_events_node ON reputation_events (node_id, number);

CREATE FUNCTION refuse_rewriting_history() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rows of % are only ever added', TG_TABLE_NAME;
END $$;
CREATE TRIGGER reputation_events_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON reputation_events
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting_history();`;
//# sourceMappingURL=1795219210000-create-nodes.js.map