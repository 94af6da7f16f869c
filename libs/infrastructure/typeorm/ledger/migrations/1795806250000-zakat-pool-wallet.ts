import { auditTrigger } from '@app/infrastructure/audit/audit-sql.js';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { guardSealedColumn } from '../../key-ring-sql.js';

/** The wallet of the zakat pool, where its key is kept here: there is one at most, and it stays the one that it is. */
export class ZakatPoolWallet1795806250000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(WALLET);
    await runner.query(guardSealedColumn('zakat_pool_wallet', 'sealed_private_key'));
    await runner.query(auditTrigger(MADE));
  }

  async down(): Promise<void> {
    throw new Error('the key of a pool is not thrown away');
  }
}

const WALLET = `
CREATE TABLE zakat_pool_wallet (
  number             bigint PRIMARY KEY CHECK (number = 1),
  wallet_address     bytea NOT NULL UNIQUE CHECK (octet_length(wallet_address) = 32),
  sealed_private_key bytea NOT NULL,
  made_by            text NOT NULL CHECK (made_by <> ''),
  created_at         timestamptz NOT NULL
);

-- A rotation of the master key seals the same private key anew; nothing else ever changes.
CREATE FUNCTION keep_zakat_pool_wallet() RETURNS trigger LANGUAGE plpgsql AS $keep$
BEGIN
  IF TG_OP = 'UPDATE' AND (NEW.number, NEW.wallet_address, NEW.made_by, NEW.created_at)
     IS NOT DISTINCT FROM (OLD.number, OLD.wallet_address, OLD.made_by, OLD.created_at) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'the wallet of the zakat pool stays the one that it is';
END
$keep$;
CREATE TRIGGER zakat_pool_wallet_kept BEFORE UPDATE OR DELETE ON zakat_pool_wallet
  FOR EACH ROW EXECUTE FUNCTION keep_zakat_pool_wallet();`;

const MADE = {
  name: 'audit_zakat_pool_wallet',
  event: 'INSERT',
  table: 'zakat_pool_wallet',
  statement: `
  PERFORM append_audit('zakat_pool_made', encode(NEW.wallet_address, 'hex'), '{}', NEW.made_by);`,
};
