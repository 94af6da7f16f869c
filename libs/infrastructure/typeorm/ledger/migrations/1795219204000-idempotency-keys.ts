import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Keys that callers chose for their requests (`Idempotency-Key`). A row commits with the one effect of its request, and the
 * primary key makes a second effect impossible, for every process. Neither the caller's key nor what was asked for can
 * be read from a row: both are keyed hashes.
 *
 * What is stored with a transaction, its companions, moves from `append_block` to `store_companions`, which is called
 * only when there is any. Who adds a kind of companion replaces that function and leaves the long one alone.
 */
export class IdempotencyKeys1795219204000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(KEYS);
    await runner.query(PERIODS);
    await runner.query(STORE_COMPANIONS);
    await runner.query(BEGIN_ZAKAT_RUN);
    await runner.query(rewriteAppendBlock(RECORDS, CALL));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(rewriteAppendBlock(CALL, RECORDS));
    await runner.query('DROP FUNCTION begin_zakat_run, store_companions');
    await runner.query('DROP TABLE idempotency_keys');
    await runner.query('DROP FUNCTION claim_idempotency_keys');
    await runner.query('ALTER TABLE zakat_runs DROP COLUMN period, DROP COLUMN total_wallets');
  }
}

/** As `append_block` has had it from the beginning. */
const RECORDS = `INSERT INTO zakat_records (run_id, user_id, wallet_address, amount, height, transaction_key, created_at)
  SELECT c.run_id, c.user_id, decode(c.wallet_address, 'hex'), c.amount, p_height, p_first_transaction + c.position, c.created_at
  FROM jsonb_to_recordset(p_companions) AS c(kind text, position integer, run_id uuid, user_id uuid, wallet_address text,
                                             amount bigint, created_at timestamptz)
  WHERE c.kind = 'zakat_record';`;

const CALL = `IF p_companions <> '[]' THEN PERFORM store_companions(p_height, p_first_transaction, p_companions); END IF;`;

const KEYS = `
CREATE TABLE idempotency_keys (
  key_hash        bytea PRIMARY KEY CHECK (octet_length(key_hash) = 32),
  request_hash    bytea NOT NULL CHECK (octet_length(request_hash) = 32),
  -- What the request did: exactly one of them.
  transaction_key bigint UNIQUE,
  zakat_run       uuid REFERENCES zakat_runs,
  created_at      timestamptz NOT NULL,
  expires_at      timestamptz NOT NULL,
  CHECK (num_nonnulls(transaction_key, zakat_run) = 1)
);
CREATE INDEX idempotency_keys_expires_at ON idempotency_keys (expires_at);
CREATE INDEX idempotency_keys_zakat_run ON idempotency_keys (zakat_run) WHERE zakat_run IS NOT NULL;

-- Takes keys for effects, in the transaction of those effects. A row that has expired gives way, and others go with it.
-- p_claims: an array of objects with the columns of the table, hashes in hex.
CREATE FUNCTION claim_idempotency_keys(p_claims jsonb) RETURNS void LANGUAGE plpgsql SET search_path FROM CURRENT AS $claim$
DECLARE
  v_claimed bigint;
BEGIN
  INSERT INTO idempotency_keys AS k (key_hash, request_hash, transaction_key, zakat_run, created_at, expires_at)
  SELECT decode(c.key_hash, 'hex'), decode(c.request_hash, 'hex'), c.transaction_key, c.zakat_run, c.created_at, c.expires_at
  FROM jsonb_to_recordset(p_claims) AS c(key_hash text, request_hash text, transaction_key bigint, zakat_run uuid,
                                         created_at timestamptz, expires_at timestamptz)
  ON CONFLICT (key_hash) DO UPDATE
    SET request_hash = excluded.request_hash, transaction_key = excluded.transaction_key, zakat_run = excluded.zakat_run,
        created_at = excluded.created_at, expires_at = excluded.expires_at
    WHERE k.expires_at <= excluded.created_at;
  GET DIAGNOSTICS v_claimed = ROW_COUNT;
  IF v_claimed <> jsonb_array_length(p_claims) THEN
    RAISE EXCEPTION 'a request with this idempotency key has had its effect'
      USING ERRCODE = 'unique_violation', TABLE = 'idempotency_keys', CONSTRAINT = 'idempotency_keys_pkey';
  END IF;
  -- More than were taken, so that what has expired does not pile up.
  DELETE FROM idempotency_keys WHERE key_hash IN (
    SELECT key_hash FROM idempotency_keys WHERE expires_at <= (p_claims -> 0 ->> 'created_at')::timestamptz
    ORDER BY expires_at LIMIT 2 * v_claimed + 10 FOR UPDATE SKIP LOCKED);
END
$claim$`;

const PERIODS = `
ALTER TABLE zakat_runs
  -- What the operator calls the time that the run is for, such as a Hijri year: charged once.
  ADD COLUMN period text CHECK (period ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$'),
  -- Wallets that the run looked at, so that its answer can be given again.
  ADD COLUMN total_wallets integer CHECK (total_wallets >= 0),
  ADD CONSTRAINT zakat_runs_one_per_period UNIQUE (pool_address, period)`;

const STORE_COMPANIONS = `
CREATE FUNCTION store_companions(p_height bigint, p_first_transaction bigint, p_companions jsonb)
RETURNS void LANGUAGE plpgsql SET search_path FROM CURRENT AS $companions$
DECLARE
  v_claims jsonb;
BEGIN
  ${RECORDS}

  SELECT jsonb_agg(c || jsonb_build_object('transaction_key', p_first_transaction + (c ->> 'position')::bigint)) INTO v_claims
  FROM jsonb_array_elements(p_companions) AS c WHERE c ->> 'kind' = 'idempotency_key';
  IF v_claims IS NOT NULL THEN PERFORM claim_idempotency_keys(v_claims); END IF;
END
$companions$`;

const BEGIN_ZAKAT_RUN = `
-- p_claim: what the caller's key is claimed with, null for a call without one.
CREATE FUNCTION begin_zakat_run(p_id uuid, p_pool_address bytea, p_period text, p_claim jsonb)
RETURNS void LANGUAGE plpgsql SET search_path FROM CURRENT AS $begin$
BEGIN
  INSERT INTO zakat_runs (id, pool_address, period) VALUES (p_id, p_pool_address, p_period);
  IF p_claim IS NOT NULL THEN
    PERFORM claim_idempotency_keys(jsonb_build_array(p_claim || jsonb_build_object('zakat_run', p_id)));
  END IF;
END
$begin$`;

/** Changes one statement of the function and leaves the others as earlier migrations wrote them. */
function rewriteAppendBlock(before: string, after: string): string {
  return `
DO $rewrite$
DECLARE
  v_old text := pg_get_functiondef('append_block'::regproc);
  v_new text := replace(v_old, $text$${before}$text$, $text$${after}$text$);
BEGIN
  IF v_new = v_old THEN RAISE EXCEPTION 'append_block has another text than this migration knows'; END IF;
  EXECUTE v_new;
END
$rewrite$`;
}
