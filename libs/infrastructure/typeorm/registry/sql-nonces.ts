import type { SqlQuery } from '@app/infrastructure/sql/sql-query.js';
import { Nonces } from '@app/node-registry';
import type { Database } from '../database.js';

/** In SQL, which sweeps in the same statement: the primary key decides which of several processes was first. */
export class SqlNonces extends Nonces {
  constructor(private readonly database: Database) {
    super();
  }

  override claim(keyId: string, nonce: string, expiresAtMs: number, nowMs: number): Promise<boolean> {
    return claimNonce((sql, values) => this.database.query(sql, values), { keyId, nonce, expiresAtMs }, nowMs);
  }
}

/**
 * Claims a nonce, perhaps within the caller's transaction. Each claim removes up to ten that have expired, so that the sweep keeps up
 * with however many nodes there are.
 */
export async function claimNonce(
  query: SqlQuery,
  { keyId, nonce, expiresAtMs }: { keyId: string; nonce: string; expiresAtMs: number },
  nowMs: number,
): Promise<boolean> {
  const claimed = await query(
    `WITH expired AS (
       DELETE FROM node_nonces WHERE (key_id, nonce) IN (
         SELECT key_id, nonce FROM node_nonces WHERE expires_at < $4 AND (key_id, nonce) <> ($1, $2)
         ORDER BY expires_at LIMIT 10 FOR UPDATE SKIP LOCKED))
     INSERT INTO node_nonces (key_id, nonce, expires_at) VALUES ($1, $2, $3)
     ON CONFLICT (key_id, nonce) DO UPDATE SET expires_at = excluded.expires_at WHERE node_nonces.expires_at < $4 RETURNING 1`,
    [keyId, nonce, new Date(expiresAtMs), new Date(nowMs)],
  );
  return claimed.length === 1;
}
