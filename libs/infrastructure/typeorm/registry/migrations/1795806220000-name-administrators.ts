import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Administrators have names: the trail says which of them took a node out of service or brought it back, where the
 * transaction says it (`mizan.actor`). Without that, it says what the row of the node says, as before.
 */
export class NameAdministrators1795806220000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(auditService("nullif(current_setting('mizan.actor', true), '')"));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(auditService('NULL'));
  }
}

const auditService = (actor: string) => `
CREATE OR REPLACE FUNCTION audit_service() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $audit$
BEGIN
  PERFORM append_audit(CASE WHEN NEW.deregistered_at IS NULL THEN 'node_returned' ELSE 'node_deregistered' END, NEW.node_id,
    '{}', coalesce(${actor},
      CASE coalesce(NEW.deregistered_by, OLD.deregistered_by) WHEN 'node' THEN 'node:' || NEW.node_id ELSE 'administrator' END));
  RETURN NULL;
END
$audit$;`;
