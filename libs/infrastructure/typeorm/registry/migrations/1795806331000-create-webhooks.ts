import type { MigrationInterface, QueryRunner } from 'typeorm';
import { DROP_WEBHOOKS, WEBHOOK_FUNCTIONS, WEBHOOK_TABLES } from '../../webhook-tables.js';

/** Subscriptions of URLs to the events of the registry, what was delivered for them, and which process delivers. */
export class CreateWebhooks1795806331000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(WEBHOOK_TABLES);
    await runner.query(WEBHOOK_FUNCTIONS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DROP_WEBHOOKS);
  }
}
