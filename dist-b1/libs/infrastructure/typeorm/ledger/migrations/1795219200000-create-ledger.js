/**
 * The ledger's tables. What must never happen is forbidden here, whatever the code above does: two blocks on one parent,
 * an output spent twice, a transaction twice, an output of nothing, a supply past its cap, a wallet charged twice in one
 * zakat run. Keys of transactions and outputs are dense and in chain order.
 */
export class CreateLedger1795219200000 {
    async up(runner) {
        await runner.query(CHAIN);
        await runner.query(PEOPLE);
        await runner.query(ZAKAT);
        await runner.query(JOURNAL);
    }
    async down(runner) {
        await runner.query(`DROP TABLE system_logs, zakat_records, zakat_runs, one_time_passwords, wallet_profiles, users, master_key,
         wallet_history, spends, outputs, transactions, blocks, addresses`);
    }
}
const CHAIN = `
CREATE TABLE addresses (
  id   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  hash bytea NOT NULL UNIQUE CHECK (octet_length(hash) = 32)
);

CREATE TABLE blocks (
  height            bigint PRIMARY KEY CHECK (height >= 0),
  hash              bytea NOT NULL UNIQUE CHECK (octet_length(hash) = 32),
  prev_hash         bytea NOT NULL UNIQUE CHECK (octet_length(prev_hash) = CASE height WHEN 0 THEN 0 ELSE 32 END),
  merkle_root       bytea NOT NULL CHECK (octet_length(merkle_root) = 32),
  "timestamp"       bigint NOT NULL CHECK ("timestamp" >= 0),
  bits              smallint NOT NULL CHECK (bits BETWEEN 0 AND 32),
  nonce             bigint NOT NULL CHECK (nonce >= 0),
  first_transaction bigint NOT NULL UNIQUE,
  transaction_count integer NOT NULL CHECK (transaction_count > 0),
  first_output      bigint NOT NULL UNIQUE,
  output_count      integer NOT NULL CHECK (output_count > 0),
  supply            bigint NOT NULL CHECK (supply BETWEEN 0 AND 1000000000000000000),
  unspent_count     bigint NOT NULL CHECK (unspent_count >= 0),
  utxo_digest       bytea NOT NULL CHECK (octet_length(utxo_digest) = 32)
);

-- From here without foreign keys: append_block makes the rows that they would point to, or checks whole sets at once. Three
-- triggers a row took a third of the time that PostgreSQL spends on a transaction.
CREATE TABLE transactions (
  key          bigint PRIMARY KEY,
  txid         bytea NOT NULL UNIQUE CHECK (octet_length(txid) = 32),
  height       bigint NOT NULL,
  bytes        bytea NOT NULL,
  first_output bigint NOT NULL,
  type         text NOT NULL CHECK (type IN ('reward', 'send', 'zakat_deduction')),
  sender       bigint,
  receiver     bigint NOT NULL,
  amount       bigint NOT NULL CHECK (amount > 0),
  CHECK ((type = 'reward') = (sender IS NULL))
);

CREATE TABLE outputs (
  key             bigint PRIMARY KEY,
  transaction_key bigint NOT NULL,
  vout            integer NOT NULL CHECK (vout >= 0),
  address         bigint NOT NULL,
  value           bigint NOT NULL CHECK (value BETWEEN 1 AND 1000000000000000000)
);

CREATE TABLE spends (
  output_key      bigint PRIMARY KEY,
  transaction_key bigint NOT NULL
);

CREATE TABLE wallet_history (
  address         bigint NOT NULL,
  transaction_key bigint NOT NULL,
  received        boolean NOT NULL,
  sent            boolean NOT NULL,
  PRIMARY KEY (address, transaction_key),
  CHECK (received OR sent)
);`;
const PEOPLE = `
-- One row: which master key the sealed columns are sealed under.
CREATE TABLE master_key (
  single boolean PRIMARY KEY DEFAULT true CHECK (single),
  key_id bytea NOT NULL
);

CREATE TABLE users (
  id          uuid PRIMARY KEY,
  full_name   text NOT NULL,
  email       text NOT NULL,
  sealed_cnic bytea NOT NULL,
  cnic_hash   bytea NOT NULL CHECK (octet_length(cnic_hash) = 32),
  created_at  timestamptz NOT NULL
);
CREATE INDEX users_cnic_hash ON users (cnic_hash);

CREATE TABLE wallet_profiles (
  number             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  user_id            uuid NOT NULL UNIQUE REFERENCES users,
  wallet_address     bytea NOT NULL UNIQUE CHECK (octet_length(wallet_address) = 32),
  sealed_private_key bytea NOT NULL,
  created_at         timestamptz NOT NULL
);

CREATE TABLE one_time_passwords (
  mailbox    text PRIMARY KEY,
  code_hash  bytea NOT NULL CHECK (octet_length(code_hash) = 32),
  expires_at timestamptz NOT NULL,
  tries      smallint NOT NULL DEFAULT 0 CHECK (tries BETWEEN 0 AND 5),
  used       boolean NOT NULL DEFAULT false
);
CREATE INDEX one_time_passwords_expires_at ON one_time_passwords (expires_at);`;
const ZAKAT = `
CREATE TABLE zakat_runs (
  id           uuid PRIMARY KEY,
  pool_address bytea NOT NULL CHECK (octet_length(pool_address) = 32),
  started_at   timestamptz NOT NULL DEFAULT now(),
  completed_at timestamptz
);
CREATE UNIQUE INDEX zakat_runs_one_unfinished ON zakat_runs ((true)) WHERE completed_at IS NULL;

CREATE TABLE zakat_records (
  id              uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  run_id          uuid NOT NULL REFERENCES zakat_runs,
  user_id         uuid NOT NULL REFERENCES users,
  wallet_address  bytea NOT NULL REFERENCES wallet_profiles (wallet_address),
  amount          bigint NOT NULL CHECK (amount > 0),
  height          bigint NOT NULL REFERENCES blocks,
  transaction_key bigint NOT NULL UNIQUE REFERENCES transactions,
  created_at      timestamptz NOT NULL,
  UNIQUE (run_id, wallet_address)
);
CREATE INDEX zakat_records_wallet ON zakat_records (wallet_address, transaction_key);`;
const JOURNAL = `
CREATE TABLE system_logs (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  level       text NOT NULL CHECK (level IN ('info', 'warn', 'error')),
  type        text NOT NULL,
  message     text NOT NULL,
  ip          text NOT NULL,
  "timestamp" timestamptz NOT NULL
);`;
//# sourceMappingURL=1795219200000-create-ledger.js.map