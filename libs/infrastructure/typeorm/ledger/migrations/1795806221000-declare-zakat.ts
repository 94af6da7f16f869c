import { auditTrigger } from '@app/infrastructure/audit/audit-sql.js';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What zakat is reckoned by, and what owners declare: policies, snapshots of nisab, calendars, debts and exemptions. Rows are
 * only added. A policy or a calendar is replaced by its next version; a debt is settled, and an exemption accepted and ended, by
 * a row of its own.
 *
 * An idempotency key can stand for such a record.
 */
export class DeclareZakat1795806221000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TERMS);
    await runner.query(DECLARATIONS);
    for (const table of TABLES) await runner.query(appendOnly(table));
    for (const trigger of TRIGGERS) await runner.query(auditTrigger(trigger));
    await runner.query(KEYS);
    await runner.query(CLAIM_KEYS);
    await runner.query(CLAIM_RECORD);
  }

  async down(): Promise<void> {
    throw new Error('what was declared is part of the audit trail, which is not taken down');
  }
}

const TERMS = `
CREATE TABLE zakat_policies (
  version           integer PRIMARY KEY CHECK (version > 0),
  rate              text NOT NULL CHECK (rate IN ('lunar', 'solar')),
  hawl              text NOT NULL CHECK (hawl IN ('both_ends', 'continuous', 'per_lot', 'none')),
  nisab_standard    text NOT NULL CHECK (nisab_standard IN ('silver', 'gold', 'fixed')),
  debts             text NOT NULL CHECK (debts IN ('none', 'next_instalment', 'twelve_months', 'all')),
  time_zone         text NOT NULL CHECK (time_zone <> ''),
  excluded          bytea[] NOT NULL,
  minimum_deduction bigint NOT NULL CHECK (minimum_deduction >= 0),
  amilin_numerator  bigint NOT NULL,
  amilin_denominator bigint NOT NULL CHECK (amilin_denominator > 0),
  approvals         smallint NOT NULL CHECK (approvals > 0),
  author            text NOT NULL CHECK (author <> ''),
  created_at        timestamptz NOT NULL,
  CONSTRAINT zakat_policies_amilin_cap CHECK (amilin_numerator BETWEEN 0 AND amilin_denominator)
);
CREATE TABLE zakat_nisab (
  number     bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
  id         uuid PRIMARY KEY,
  standard   text NOT NULL CHECK (standard IN ('silver', 'gold', 'fixed')),
  grams      numeric CHECK (grams > 0),
  price      numeric CHECK (price > 0),
  units      bigint NOT NULL CHECK (units > 0),
  source     text NOT NULL CHECK (source <> ''),
  as_of      date NOT NULL,
  author     text NOT NULL CHECK (author <> ''),
  created_at timestamptz NOT NULL,
  -- A fixed nisab is an amount; of a metal it is what so many grams cost, rounded up.
  CONSTRAINT zakat_nisab_of_metal CHECK (num_nonnulls(grams, price) = CASE standard WHEN 'fixed' THEN 0 ELSE 2 END),
  CONSTRAINT zakat_nisab_exact CHECK (units = ceil(grams * price))
);
CREATE INDEX zakat_nisab_in_force ON zakat_nisab (standard, as_of, number);
CREATE TABLE zakat_calendars (
  version    integer PRIMARY KEY CHECK (version > 0),
  -- An array of {"month": "1447-09", "first_day": "2026-02-19"}, by month.
  overrides  jsonb NOT NULL CHECK (jsonb_typeof(overrides) = 'array'),
  author     text NOT NULL CHECK (author <> ''),
  created_at timestamptz NOT NULL
)`;

const DECLARATIONS = `
CREATE TABLE zakat_debts (
  number         bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
  id             uuid PRIMARY KEY,
  wallet_address bytea NOT NULL REFERENCES wallet_profiles (wallet_address),
  amount         bigint NOT NULL CHECK (amount > 0),
  due_on         date NOT NULL,
  note           text,
  declared_by    text NOT NULL CHECK (declared_by <> ''),
  declared_at    timestamptz NOT NULL
);
CREATE INDEX zakat_debts_wallet ON zakat_debts (wallet_address, number);
CREATE TABLE zakat_debt_settlements (
  debt_id    uuid PRIMARY KEY REFERENCES zakat_debts,
  settled_on date NOT NULL,
  settled_by text NOT NULL CHECK (settled_by <> ''),
  settled_at timestamptz NOT NULL
);
CREATE TABLE zakat_exemptions (
  number          bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
  id              uuid PRIMARY KEY,
  wallet_address  bytea NOT NULL REFERENCES wallet_profiles (wallet_address),
  kind            text NOT NULL CHECK (kind IN ('non_muslim', 'non_citizen', 'cz50', 'not_sahib_e_nisab')),
  fiqh            text,
  sworn_on        date,
  filed_on        date NOT NULL,
  document_sha256 bytea CHECK (octet_length(document_sha256) = 32),
  note            text,
  filed_by        text NOT NULL CHECK (filed_by <> ''),
  filed_at        timestamptz NOT NULL,
  CONSTRAINT zakat_exemptions_sworn_before CHECK (sworn_on <= filed_on),
  -- Zakat and Ushr Ordinance 1980, s.1(3): it is sworn, and names the fiqh.
  CONSTRAINT zakat_exemptions_cz50 CHECK (kind <> 'cz50' OR num_nonnulls(fiqh, sworn_on) = 2)
);
CREATE INDEX zakat_exemptions_wallet ON zakat_exemptions (wallet_address, number);
CREATE TABLE zakat_exemption_acceptances (
  exemption_id uuid PRIMARY KEY REFERENCES zakat_exemptions,
  accepted_on  date NOT NULL,
  accepted_by  text NOT NULL CHECK (accepted_by <> ''),
  accepted_at  timestamptz NOT NULL
);
CREATE TABLE zakat_exemption_endings (
  exemption_id uuid PRIMARY KEY REFERENCES zakat_exemptions,
  ended_on     date NOT NULL,
  ended_by     text NOT NULL CHECK (ended_by <> ''),
  ended_at     timestamptz NOT NULL
)`;

const TABLES = [
  'zakat_policies',
  'zakat_nisab',
  'zakat_calendars',
  'zakat_debts',
  'zakat_debt_settlements',
  'zakat_exemptions',
  'zakat_exemption_acceptances',
  'zakat_exemption_endings',
];

function appendOnly(table: string): string {
  return `CREATE TRIGGER ${table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ${table}
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting_history()`;
}

/** No note and no fiqh: auditors read the trail. */
const TRIGGERS = [
  {
    name: 'audit_zakat_policy',
    event: 'INSERT',
    table: 'zakat_policies',
    statement: `
  PERFORM append_audit('zakat_policy_set', NEW.version::text, jsonb_build_object(
    'rate', NEW.rate, 'hawl', NEW.hawl, 'nisab_standard', NEW.nisab_standard, 'debts', NEW.debts, 'time_zone', NEW.time_zone,
    'excluded', (SELECT coalesce(jsonb_agg(encode(address, 'hex')), '[]') FROM unnest(NEW.excluded) AS address),
    'minimum_deduction', NEW.minimum_deduction::text, 'amilin_cap', NEW.amilin_numerator || '/' || NEW.amilin_denominator,
    'approvals', NEW.approvals), NEW.author);`,
  },
  {
    name: 'audit_zakat_nisab',
    event: 'INSERT',
    table: 'zakat_nisab',
    statement: `
  PERFORM append_audit('zakat_nisab_recorded', NEW.id::text, jsonb_build_object(
    'standard', NEW.standard, 'grams', NEW.grams::text, 'price', NEW.price::text, 'units', NEW.units::text,
    'as_of', to_char(NEW.as_of, 'YYYY-MM-DD')), NEW.author);`,
  },
  {
    name: 'audit_zakat_calendar',
    event: 'INSERT',
    table: 'zakat_calendars',
    statement: `
  PERFORM append_audit('zakat_calendar_set', NEW.version::text, jsonb_build_object('overrides', NEW.overrides), NEW.author);`,
  },
  {
    name: 'audit_zakat_debt',
    event: 'INSERT',
    table: 'zakat_debts',
    statement: `
  PERFORM append_audit('zakat_debt_declared', NEW.id::text, jsonb_build_object(
    'wallet', encode(NEW.wallet_address, 'hex'), 'amount', NEW.amount::text, 'due_on', to_char(NEW.due_on, 'YYYY-MM-DD')),
    NEW.declared_by);`,
  },
  {
    name: 'audit_zakat_debt_settlement',
    event: 'INSERT',
    table: 'zakat_debt_settlements',
    statement: `
  PERFORM append_audit('zakat_debt_settled', NEW.debt_id::text, jsonb_build_object(
    'on', to_char(NEW.settled_on, 'YYYY-MM-DD')), NEW.settled_by);`,
  },
  {
    name: 'audit_zakat_exemption',
    event: 'INSERT',
    table: 'zakat_exemptions',
    statement: `
  PERFORM append_audit('zakat_exemption_filed', NEW.id::text, jsonb_build_object(
    'wallet', encode(NEW.wallet_address, 'hex'), 'kind', NEW.kind, 'filed_on', to_char(NEW.filed_on, 'YYYY-MM-DD'),
    'document', encode(NEW.document_sha256, 'hex')), NEW.filed_by);`,
  },
  {
    name: 'audit_zakat_exemption_acceptance',
    event: 'INSERT',
    table: 'zakat_exemption_acceptances',
    statement: `
  PERFORM append_audit('zakat_exemption_accepted', NEW.exemption_id::text, jsonb_build_object(
    'on', to_char(NEW.accepted_on, 'YYYY-MM-DD')), NEW.accepted_by);`,
  },
  {
    name: 'audit_zakat_exemption_ending',
    event: 'INSERT',
    table: 'zakat_exemption_endings',
    statement: `
  PERFORM append_audit('zakat_exemption_ended', NEW.exemption_id::text, jsonb_build_object(
    'on', to_char(NEW.ended_on, 'YYYY-MM-DD')), NEW.ended_by);`,
  },
];

const KEYS = `
ALTER TABLE idempotency_keys
  ADD COLUMN made_record uuid,
  DROP CONSTRAINT idempotency_keys_check,
  ADD CONSTRAINT idempotency_keys_check CHECK (num_nonnulls(transaction_key, zakat_run, made_record) = 1)`;

/** As it was, with one more thing that a key can stand for. */
const CLAIM_KEYS = `
CREATE OR REPLACE FUNCTION claim_idempotency_keys(p_claims jsonb) RETURNS void LANGUAGE plpgsql SET search_path FROM CURRENT AS $claim$
DECLARE
  v_claimed bigint;
BEGIN
  INSERT INTO idempotency_keys AS k (key_hash, request_hash, transaction_key, zakat_run, made_record, created_at, expires_at)
  SELECT decode(c.key_hash, 'hex'), decode(c.request_hash, 'hex'), c.transaction_key, c.zakat_run, c.made_record, c.created_at, c.expires_at
  FROM jsonb_to_recordset(p_claims) AS c(key_hash text, request_hash text, transaction_key bigint, zakat_run uuid, made_record uuid,
                                         created_at timestamptz, expires_at timestamptz)
  ON CONFLICT (key_hash) DO UPDATE
    SET request_hash = excluded.request_hash, transaction_key = excluded.transaction_key, zakat_run = excluded.zakat_run,
        made_record = excluded.made_record, created_at = excluded.created_at, expires_at = excluded.expires_at
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

const CLAIM_RECORD = `
-- Takes a key, if the caller gave one, for a record that the same statement makes.
CREATE FUNCTION claim_record(p_claim jsonb, p_record uuid) RETURNS boolean LANGUAGE plpgsql SET search_path FROM CURRENT AS $claim$
BEGIN
  IF p_claim IS NOT NULL THEN
    PERFORM claim_idempotency_keys(jsonb_build_array(p_claim || jsonb_build_object('made_record', p_record)));
  END IF;
  RETURN true;
END
$claim$`;
