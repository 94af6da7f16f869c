import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The registry's log. What happens is noted in `unplaced_events` by the transaction in which it happens; afterwards it gets
 * its place in `events`, with the hash that binds it to the event before and the registry's signature. What must never happen
 * is forbidden here: a place that is taken twice or changed later, and two events that follow the same one.
 *
 * The log begins with the nodes and wallets of today, so that a reader who starts at its beginning has the whole directory.
 */
export class CreateEvents1795806285000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(EVENTS);
    await runner.query(IDENTITY);
    for (const { name, event, table, when, statement } of TRIGGERS) {
      await runner.query(tellingTrigger({ name, event, table, when, statement }));
    }
    await runner.query(NODES_OF_TODAY);
    await runner.query(WALLETS_OF_TODAY);
  }

  async down(): Promise<void> {
    throw new Error('a log that others may have read is not taken down');
  }
}

const EVENTS = `
CREATE TABLE unplaced_events (
  number  bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  id      uuid NOT NULL DEFAULT gen_random_uuid(),
  told_at timestamptz NOT NULL DEFAULT date_trunc('milliseconds', clock_timestamp()),
  type    text NOT NULL,
  node_id text,
  data    jsonb NOT NULL
);

CREATE TABLE events (
  place        bigint PRIMARY KEY CHECK (place > 0),
  id           uuid NOT NULL UNIQUE,
  told_at      timestamptz NOT NULL,
  type         text NOT NULL,
  node_id      text,
  data         jsonb NOT NULL,
  prev_hash    bytea NOT NULL UNIQUE CHECK (octet_length(prev_hash) = 32),
  content_hash bytea NOT NULL CHECK (octet_length(content_hash) = 32),
  hash         bytea NOT NULL CHECK (octet_length(hash) = 32),
  signature    bytea NOT NULL CHECK (octet_length(signature) = 64)
);
CREATE INDEX events_node ON events (node_id, place);
CREATE TRIGGER events_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON events
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting_history();

-- Whether the log says of the node that it is online.
ALTER TABLE nodes ADD COLUMN told_online boolean NOT NULL DEFAULT false;

CREATE FUNCTION tell_of_wallet(p_type text, p_wallet bigint, p_data jsonb)
RETURNS void LANGUAGE sql SET search_path FROM CURRENT AS $tell$
  INSERT INTO unplaced_events (type, node_id, data)
  SELECT p_type, w.node_id, jsonb_build_object('node', w.node_id) || p_data FROM wallets w WHERE w.id = p_wallet;
$tell$;`;

/** One row: the key that the registry signs its log with. */
const IDENTITY = `
CREATE TABLE registry_identity (
  registry_id        text PRIMARY KEY CHECK (registry_id ~ '^[0-9a-f]{32}$'),
  single             boolean NOT NULL DEFAULT true UNIQUE CHECK (single),
  public_key         bytea NOT NULL CHECK (octet_length(public_key) = 32),
  sealed_private_key bytea NOT NULL,
  created_at         timestamptz NOT NULL
);`;

const PAYMENT_DATA = `jsonb_build_object('payment', NEW.id, 'kind', NEW.kind, 'txid', NEW.txid, 'to', NEW.recipient_address,
    'units', NEW.amount::text, 'fee', NEW.fee::text, 'height', NEW.block_height, 'confirmations', NEW.confirmations,
    'failure', NEW.failure)`;

/** What is paid within the registry is a deposit to the other node, without a transaction on the chain. */
const TELL_OF_PAYMENT = `
  PERFORM tell_of_wallet(CASE NEW.state WHEN 'failed' THEN 'payment.failed' WHEN 'confirmed' THEN 'payment.confirmed'
      ELSE 'payment.signed' END, NEW.wallet_id, ${PAYMENT_DATA});
  IF NEW.kind = 'internal' THEN
    PERFORM tell_of_wallet('deposit.confirmed', NEW.recipient_wallet, jsonb_build_object('txid', NEW.txid, 'vout', NULL,
      'address', NEW.recipient_address, 'units', NEW.amount::text, 'height', NULL, 'confirmations', NEW.confirmations, 'was', NULL));
  END IF;`;

const tellOfDeposit = (was: string) => `
  PERFORM tell_of_wallet(CASE NEW.state WHEN 'pending' THEN 'deposit.seen' WHEN 'credited' THEN 'deposit.confirmed'
      ELSE 'deposit.reversed' END, NEW.wallet_id, jsonb_build_object('txid', NEW.txid, 'vout', NEW.vout, 'address', NEW.address,
      'units', NEW.amount::text, 'height', NEW.block_height, 'confirmations', NEW.confirmations, 'was', ${was}));`;

const TELL_OF_RESERVES = `
  INSERT INTO unplaced_events (type, data) VALUES (CASE WHEN NEW.frozen_by IS NULL THEN 'reserves.thawed' ELSE 'reserves.frozen' END,
    jsonb_build_object('drift', NEW.drift_units::text, 'by', NEW.frozen_by, 'height', NEW.height));`;

const TRIGGERS: Parameters<typeof tellingTrigger>[0][] = [
  {
    name: 'tell_address',
    event: 'INSERT',
    table: 'wallet_addresses',
    when: undefined,
    statement: `
  PERFORM tell_of_wallet(CASE WHEN EXISTS (SELECT FROM wallet_addresses a WHERE a.wallet_id = NEW.wallet_id AND a.number < NEW.number)
      THEN 'wallet.address_added' ELSE 'wallet.created' END,
    NEW.wallet_id, jsonb_build_object('wallet', NEW.wallet_id, 'address', NEW.address));`,
  },
  {
    name: 'tell_made_payment',
    event: 'INSERT',
    table: 'payments',
    when: "NEW.state <> 'created'",
    statement: TELL_OF_PAYMENT,
  },
  {
    name: 'tell_payment',
    event: 'UPDATE',
    table: 'payments',
    when: `(OLD.state <> NEW.state AND (OLD.state, NEW.state) <> ('signed', 'broadcast')) OR OLD.txid <> NEW.txid`,
    statement: TELL_OF_PAYMENT,
  },
  {
    name: 'tell_new_deposit',
    event: 'INSERT',
    table: 'deposits',
    when: 'NEW.wallet_id IS NOT NULL',
    statement: tellOfDeposit('NULL'),
  },
  {
    name: 'tell_deposit',
    event: 'UPDATE',
    table: 'deposits',
    when: 'NEW.wallet_id IS NOT NULL AND OLD.state <> NEW.state',
    statement: tellOfDeposit('OLD.state'),
  },
  {
    name: 'tell_first_freeze',
    event: 'INSERT',
    table: 'coin_audit',
    when: 'NEW.frozen_by IS NOT NULL',
    statement: TELL_OF_RESERVES,
  },
  {
    name: 'tell_freeze',
    event: 'UPDATE',
    table: 'coin_audit',
    when: '(OLD.frozen_by IS NULL) <> (NEW.frozen_by IS NULL)',
    statement: TELL_OF_RESERVES,
  },
];

/** What a restore brings back has been told already. */
function tellingTrigger(options: {
  name: string;
  event: string;
  table: string;
  when: string | undefined;
  statement: string;
}): string {
  const { name, event, table, when, statement } = options;
  return `
CREATE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $tell$
BEGIN
  ${statement}
  RETURN NULL;
END
$tell$;
CREATE TRIGGER ${name} AFTER ${event} ON ${table} FOR EACH ROW
  WHEN (current_setting('mizan.restoring', true) IS DISTINCT FROM 'on'${when ? ` AND (${when})` : ''}) EXECUTE FUNCTION ${name}();`;
}

const NODES_OF_TODAY = `
INSERT INTO unplaced_events (type, node_id, data)
SELECT e.type, n.node_id, e.data FROM nodes n CROSS JOIN LATERAL (
  VALUES (1, 'node.registered', jsonb_build_object('node', n.node_id, 'address', n.address,
      'capabilities', (SELECT coalesce(jsonb_agg(c.capability ORDER BY c.capability COLLATE "C"), '[]') FROM node_capabilities c
                       WHERE c.node_id = n.node_id),
      'reputation', n.reputation, 'returned', false)),
    (2, 'node.deregistered', jsonb_build_object('node', n.node_id, 'by', n.deregistered_by))
) AS e(step, type, data)
WHERE e.step = 1 OR n.deregistered_at IS NOT NULL ORDER BY n.number, e.step;`;

const WALLETS_OF_TODAY = `
INSERT INTO unplaced_events (type, node_id, data)
SELECT CASE WHEN a.number = min(a.number) OVER (PARTITION BY a.wallet_id) THEN 'wallet.created' ELSE 'wallet.address_added' END,
       w.node_id, jsonb_build_object('node', w.node_id, 'wallet', w.id, 'address', a.address)
FROM wallet_addresses a JOIN wallets w ON w.id = a.wallet_id ORDER BY a.number;`;
