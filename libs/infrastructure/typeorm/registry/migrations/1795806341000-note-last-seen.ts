import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When a peer gave an answer that could be taken, also one of many while its log is caught up with. */
export class NoteLastSeen1795806341000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE peers ADD COLUMN last_seen_at timestamptz;
      UPDATE peers SET last_seen_at = reached_end_at;`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE peers DROP COLUMN last_seen_at');
  }
}
