import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The house's part in each transaction of Core's wallet may also bring it money. Holdings of the wallet from before the books
 * are noted once. A drift that is one node's is told apart from the rest, and freezes that node alone.
 */
export class AccountTransactions1795704001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE operator_spends DROP CONSTRAINT operator_spends_outflow_check');
    await runner.query('ALTER TABLE coin_pin ADD COLUMN holdings_noted boolean NOT NULL DEFAULT false');
    await runner.query('ALTER TABLE coin_audit ADD COLUMN explained_units bigint NOT NULL DEFAULT 0');
    await runner.query(`
      CREATE TABLE frozen_payments (
        txid      text PRIMARY KEY,
        wallet_id bigint NOT NULL REFERENCES wallets,
        units     bigint NOT NULL CHECK (units <> 0)
      )`);
    await runner.query('CREATE INDEX frozen_payments_wallet ON frozen_payments (wallet_id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE frozen_payments');
    await runner.query('ALTER TABLE coin_audit DROP COLUMN explained_units');
    await runner.query('ALTER TABLE coin_pin DROP COLUMN holdings_noted');
    await runner.query(
      'ALTER TABLE operator_spends ADD CONSTRAINT operator_spends_outflow_check CHECK (outflow >= 0) NOT VALID',
    );
  }
}
