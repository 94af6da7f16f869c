/** The embedded coin of the demo. Its private keys open coins that are worth nothing, so they are kept as they are. */
export class CreateDevnet1795219211001 {
    async up(runner) {
        await runner.query(DEVNET);
    }
    async down(runner) {
        await runner.query('DROP TABLE devnet_tip, devnet_blocks, devnet_transactions, devnet_keys');
    }
}
const DEVNET = `
CREATE TABLE devnet_keys (
  number      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  address     text NOT NULL UNIQUE,
  private_key bytea NOT NULL CHECK (octet_length(private_key) = 32),
  owner       text NOT NULL CHECK (owner IN ('registry', 'outside')),
  purpose     text NOT NULL CHECK (purpose IN ('receive', 'change')),
  label       text NOT NULL
);

CREATE TABLE devnet_transactions (
  number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  txid   text NOT NULL UNIQUE,
  bytes  bytea NOT NULL
);

CREATE TABLE devnet_blocks (
  number          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  hash            text NOT NULL UNIQUE,
  height          bigint NOT NULL,
  previous_hash   text NOT NULL,
  "time"          bigint NOT NULL,
  transaction_ids text[] NOT NULL
);

CREATE TABLE devnet_tip (
  single boolean PRIMARY KEY DEFAULT true CHECK (single),
  hash   text NOT NULL REFERENCES devnet_blocks (hash)
);`;
//# sourceMappingURL=1795219211001-create-devnet.js.map