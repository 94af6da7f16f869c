import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A demo shows its one-time passwords, so anyone there can have made a key of a user. The first start in production revokes
 * them. A restore brings the mark and the keys as they were.
 */
export class EndDemoKeys1795806372000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
CREATE FUNCTION end_demo_keys() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $end$
BEGIN
  UPDATE api_keys SET revoked_at = now(), revoked_by = 'system' WHERE user_id IS NOT NULL AND revoked_at IS NULL;
  RETURN NULL;
END
$end$;
CREATE TRIGGER production_ends_demo_keys AFTER INSERT ON production_mark FOR EACH ROW
  WHEN (current_setting('mizan.restoring', true) IS DISTINCT FROM 'on') EXECUTE FUNCTION end_demo_keys();`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TRIGGER production_ends_demo_keys ON production_mark; DROP FUNCTION end_demo_keys()');
  }
}
