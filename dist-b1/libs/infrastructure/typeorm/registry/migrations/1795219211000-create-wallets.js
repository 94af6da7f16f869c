/**
 * The money of nodes: wallets and their addresses, a double-entry ledger in units (10^-8 FLOP), the payment outbox and
 * the deposits. What must never happen is forbidden here: a balance below nothing, an entry that does not add up to 0 or
 * is changed later, a coin in two living payments, a deposit booked twice, a key that pays twice.
 */
export class CreateWallets1795219211000 {
    async up(runner) {
        await runner.query(WALLETS);
        await runner.query(BOOKS);
        await runner.query(PAYMENTS);
        await runner.query(DEPOSITS);
        await runner.query(COIN);
        await runner.query(SERVICE_OF_NODES);
    }
    async down(runner) {
        await runner.query('DROP TRIGGER nodes_wallet_service ON nodes');
        await runner.query(`DROP TABLE coin_audit, coin_pin, wallet_history, idempotency_keys, deposits, payment_inputs, payments, postings,
         journal_entries, accounts, wallet_addresses, wallets`);
        await runner.query('DROP FUNCTION follow_node_service, post_entry, require_balanced_entry');
    }
}
const WALLETS = `
CREATE TABLE wallets (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  node_id     text NOT NULL CONSTRAINT wallets_node_id UNIQUE REFERENCES nodes,
  wallet_name text NOT NULL CHECK (length(btrim(wallet_name)) BETWEEN 1 AND 100),
  wallet_type text NOT NULL DEFAULT 'flopcoin' CHECK (wallet_type = 'flopcoin'),
  is_active   boolean NOT NULL DEFAULT true,
  created_at  timestamptz NOT NULL,
  updated_at  timestamptz
);

-- Every address that a wallet ever had goes on receiving for it; the one shown is the latest.
CREATE TABLE wallet_addresses (
  number     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  address    text NOT NULL UNIQUE,
  wallet_id  bigint NOT NULL REFERENCES wallets,
  created_at timestamptz NOT NULL
);
CREATE INDEX wallet_addresses_wallet ON wallet_addresses (wallet_id, number);`;
/*
 * Of a node: available, pending (deposits not deep enough), reserved (payments under way), and owed, which is negative
 * when a deposit was taken back after it had been spent. Of the operator: house, network_fees (paid, so positive), and
 * external, the world outside, which is as far below zero as Core's wallet is above it, fees apart.
 */
const BOOKS = `
CREATE TABLE accounts (
  id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  wallet_id bigint REFERENCES wallets,
  kind      text NOT NULL CHECK (
              CASE WHEN wallet_id IS NULL THEN kind IN ('house', 'network_fees', 'external')
                   ELSE kind IN ('available', 'pending', 'reserved', 'owed') END),
  balance   bigint NOT NULL DEFAULT 0,
  CONSTRAINT accounts_balance CHECK (
    CASE WHEN kind IN ('available', 'pending', 'reserved') THEN balance >= 0
         WHEN kind = 'owed' THEN balance <= 0
         ELSE true END)
);
CREATE UNIQUE INDEX accounts_of_wallet ON accounts (wallet_id, kind) WHERE wallet_id IS NOT NULL;
CREATE UNIQUE INDEX accounts_of_operator ON accounts (kind) WHERE wallet_id IS NULL;
INSERT INTO accounts (kind) VALUES ('house'), ('network_fees'), ('external');

CREATE TABLE journal_entries (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kind       text NOT NULL,
  payment_id bigint,
  deposit_id bigint,
  created_at timestamptz NOT NULL
);

CREATE TABLE postings (
  entry_id   bigint NOT NULL REFERENCES journal_entries,
  account_id bigint NOT NULL REFERENCES accounts,
  amount     bigint NOT NULL CHECK (amount <> 0),
  PRIMARY KEY (entry_id, account_id)
);

CREATE TRIGGER journal_entries_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON journal_entries
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting_history();
CREATE TRIGGER postings_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON postings
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting_history();

CREATE FUNCTION require_balanced_entry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT sum(amount) FROM postings WHERE entry_id = NEW.entry_id) <> 0 THEN
    RAISE EXCEPTION 'entry % does not add up to 0', NEW.entry_id USING ERRCODE = '23514', CONSTRAINT = 'postings_balance';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER postings_balance AFTER INSERT ON postings DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION require_balanced_entry();

-- The one way to move money: the accounts are locked in the order of their ids, so two entries cannot deadlock.
CREATE FUNCTION post_entry(entry_kind text, payment bigint, deposit bigint, at timestamptz,
                           line_wallets bigint[], line_accounts text[], line_amounts bigint[])
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  entry bigint;
  ids   bigint[];
BEGIN
  SELECT array_agg(a.id ORDER BY l.place) INTO ids
    FROM unnest(line_wallets, line_accounts) WITH ORDINALITY AS l(wallet, account, place)
    JOIN accounts a ON a.kind = l.account AND a.wallet_id IS NOT DISTINCT FROM l.wallet;
  IF cardinality(ids) IS DISTINCT FROM cardinality(line_amounts) THEN
    RAISE EXCEPTION 'an account of this entry does not exist';
  END IF;
  PERFORM 1 FROM accounts WHERE id = ANY (ids) ORDER BY id FOR UPDATE;
  INSERT INTO journal_entries (kind, payment_id, deposit_id, created_at) VALUES (entry_kind, payment, deposit, at)
    RETURNING id INTO entry;
  INSERT INTO postings (entry_id, account_id, amount)
    SELECT entry, l.id, l.amount FROM unnest(ids, line_amounts) AS l(id, amount) WHERE l.amount <> 0;
  UPDATE accounts a SET balance = a.balance + l.amount
    FROM unnest(ids, line_amounts) AS l(id, amount) WHERE a.id = l.id AND l.amount <> 0;
END $$;`;
const PAYMENTS = `
CREATE TABLE payments (
  id                bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  wallet_id         bigint NOT NULL REFERENCES wallets,
  kind              text NOT NULL CHECK (kind IN ('send', 'internal')),
  recipient_address text NOT NULL,
  recipient_wallet  bigint REFERENCES wallets,
  amount            bigint NOT NULL CHECK (amount > 0),
  reserved_fee      bigint NOT NULL CHECK (reserved_fee >= 0),
  fee               bigint CHECK (fee BETWEEN 0 AND reserved_fee),
  state             text NOT NULL CHECK (state IN ('created', 'signed', 'broadcast', 'confirmed', 'failed')),
  txid              text CONSTRAINT payments_txid UNIQUE,
  hex               text,
  built_on          text,
  block_height      bigint,
  confirmations     integer NOT NULL DEFAULT 0,
  conflicted        boolean NOT NULL DEFAULT false,
  final             boolean NOT NULL DEFAULT false,
  failure           text,
  created_at        timestamptz NOT NULL,
  deadline_at       timestamptz NOT NULL,
  confirmed_at      timestamptz,
  CHECK ((kind = 'internal') = (recipient_wallet IS NOT NULL)),
  CHECK (state IN ('created', 'failed') OR (txid IS NOT NULL AND fee IS NOT NULL)),
  CHECK (state NOT IN ('signed', 'broadcast') OR (hex IS NOT NULL AND kind = 'send')),
  CHECK ((state = 'failed') = (failure IS NOT NULL))
);
CREATE INDEX payments_window ON payments (wallet_id, created_at);
CREATE INDEX payments_open ON payments (id) WHERE NOT final;

-- The coins of living payments: the key makes one coin in two payments impossible. Rows of a dead payment are removed.
CREATE TABLE payment_inputs (
  txid       text NOT NULL,
  vout       bigint NOT NULL,
  payment_id bigint NOT NULL REFERENCES payments,
  PRIMARY KEY (txid, vout)
);
CREATE INDEX payment_inputs_payment ON payment_inputs (payment_id);

CREATE TABLE idempotency_keys (
  wallet_id   bigint NOT NULL REFERENCES wallets,
  key         text NOT NULL CHECK (key ~ '^[!-~]{1,255}$'),
  fingerprint bytea NOT NULL CHECK (octet_length(fingerprint) = 32),
  payment_id  bigint NOT NULL REFERENCES payments,
  created_at  timestamptz NOT NULL,
  PRIMARY KEY (wallet_id, key)
);
CREATE INDEX idempotency_keys_created_at ON idempotency_keys (created_at);
CREATE INDEX idempotency_keys_payment ON idempotency_keys (payment_id);`;
const DEPOSITS = `
CREATE TABLE deposits (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  txid          text NOT NULL,
  vout          bigint NOT NULL,
  wallet_id     bigint REFERENCES wallets,
  address       text NOT NULL,
  amount        bigint NOT NULL CHECK (amount > 0),
  coinbase      boolean NOT NULL,
  state         text NOT NULL CHECK (state IN ('pending', 'credited', 'reversed')),
  block_height  bigint,
  confirmations integer NOT NULL,
  final         boolean NOT NULL DEFAULT false,
  created_at    timestamptz NOT NULL,
  credited_at   timestamptz,
  CONSTRAINT deposits_outpoint UNIQUE (txid, vout),
  CHECK (NOT coinbase OR wallet_id IS NULL)
);
CREATE INDEX deposits_open ON deposits (id) WHERE NOT final;

-- What a wallet's owner sees, in the order in which it came. An internal payment has a line in both wallets.
CREATE TABLE wallet_history (
  number     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  wallet_id  bigint NOT NULL REFERENCES wallets,
  payment_id bigint REFERENCES payments,
  deposit_id bigint REFERENCES deposits,
  CHECK ((payment_id IS NULL) <> (deposit_id IS NULL))
);
CREATE INDEX wallet_history_wallet ON wallet_history (wallet_id, number);`;
/* Each of one row: the chain and wallet that were met first, how far deposits were read, and the auditor's last word. */
const COIN = `
CREATE TABLE coin_pin (
  single         boolean PRIMARY KEY DEFAULT true CHECK (single),
  genesis_hash   text NOT NULL,
  chain          text NOT NULL,
  core_wallet_id text NOT NULL,
  subversion     text NOT NULL,
  deposit_cursor text NOT NULL,
  pinned_at      timestamptz NOT NULL
);

CREATE TABLE coin_audit (
  single      boolean PRIMARY KEY DEFAULT true CHECK (single),
  height      bigint NOT NULL,
  tip_hash    text NOT NULL,
  audited_at  timestamptz NOT NULL,
  core_units  bigint NOT NULL,
  drift_units bigint NOT NULL,
  frozen_by   text CHECK (frozen_by IN ('drift', 'shortfall'))
);`;
/* A node that leaves service takes its wallet with it, and brings it back: in the transaction that does either. */
const SERVICE_OF_NODES = `
CREATE FUNCTION follow_node_service() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE wallets SET is_active = NEW.deregistered_at IS NULL, updated_at = coalesce(NEW.deregistered_at, now())
    WHERE node_id = NEW.node_id;
  IF NOT FOUND THEN RETURN NULL; END IF;
  IF NEW.deregistered_at IS NULL THEN
    INSERT INTO node_capabilities (node_id, capability) VALUES (NEW.node_id, 'wallet') ON CONFLICT DO NOTHING;
  ELSE
    DELETE FROM node_capabilities WHERE node_id = NEW.node_id AND capability = 'wallet';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER nodes_wallet_service AFTER UPDATE OF deregistered_at ON nodes FOR EACH ROW
  WHEN ((OLD.deregistered_at IS NULL) <> (NEW.deregistered_at IS NULL)) EXECUTE FUNCTION follow_node_service();`;
//# sourceMappingURL=1795219211000-create-wallets.js.map