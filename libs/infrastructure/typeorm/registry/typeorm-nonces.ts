import { Nonces } from '@app/node-registry';
import type { Database } from '../database.js';

const SWEEP_EVERY_MS = 60_000;
/** So that a sweep stays short; what is left over goes with the next. */
const SWEEP_LIMIT = 10_000;

/** The primary key decides which of several processes was first. */
export class TypeormNonces extends Nonces {
  private nextSweepMs = 0;

  constructor(private readonly database: Database) {
    super();
  }

  override async claim(keyId: string, nonce: string, expiresAtMs: number, nowMs: number): Promise<boolean> {
    await this.sweep(nowMs);
    const claimed = await this.database.query(
      'INSERT INTO node_nonces (key_id, nonce, expires_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING RETURNING 1',
      [keyId, nonce, new Date(expiresAtMs)],
    );
    return claimed.length === 1;
  }

  private async sweep(nowMs: number): Promise<void> {
    if (nowMs < this.nextSweepMs) return;
    this.nextSweepMs = nowMs + SWEEP_EVERY_MS;
    await this.database.query(
      `DELETE FROM node_nonces WHERE (key_id, nonce) IN
         (SELECT key_id, nonce FROM node_nonces WHERE expires_at < $1 ORDER BY expires_at LIMIT ${SWEEP_LIMIT})`,
      [new Date(nowMs)],
    );
  }
}
