import type { SqlQuery } from '@app/infrastructure/sql/sql-query.js';
import {
  BadCredentials,
  DAY_MS,
  KeyRotatedMeanwhile,
  type KeyRotationOrder,
  NodeDeregistered,
  type NodeId,
  NodeNotFound,
  ROTATIONS_A_DAY,
  TooManyRotations,
} from '@app/node-registry';
import { claimNonce } from './typeorm-nonces.js';

/** Replaces a node's key within the caller's transaction; the node's row makes those who ask at once wait for each other. */
export async function rotateCredential(query: SqlQuery, order: KeyRotationOrder): Promise<void> {
  const { nodeId, oldKeyId, newKey, byAdministrator, rotatedAtMs, proof } = order;
  await lockNode(query, nodeId, byAdministrator);
  if ((await keyIdOf(query, nodeId)) !== oldKeyId) throw new KeyRotatedMeanwhile(nodeId);
  if (!byAdministrator) await refuseTooMany(query, nodeId, rotatedAtMs);
  if (proof && !(await claimNonce(query, proof, rotatedAtMs))) throw new BadCredentials();
  const bytes = Buffer.from(newKey.hex, 'hex');
  await query('INSERT INTO node_public_keys (public_key, node_id) VALUES ($1, $2)', [bytes, nodeId]);
  await query('UPDATE node_credentials SET scheme = $2, public_key = $3, sealed_secret = NULL WHERE node_id = $1', [
    nodeId,
    newKey.scheme,
    bytes,
  ]);
  await query(
    `INSERT INTO node_key_rotations (node_id, old_key_id, new_key, by_administrator, actor, idempotency_key, rotated_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [nodeId, oldKeyId, bytes, byAdministrator, order.actor, order.idempotencyKey ?? null, new Date(rotatedAtMs)],
  );
}

export async function keyIdOf(query: SqlQuery, nodeId: NodeId): Promise<string | undefined> {
  const [row] = await query<{ key_id: string }>(
    `SELECT coalesce(encode(public_key, 'hex'), 'hmac:' || node_id) AS key_id FROM node_credentials WHERE node_id = $1`,
    [nodeId],
  );
  return row?.key_id;
}

async function lockNode(query: SqlQuery, nodeId: NodeId, byAdministrator: boolean): Promise<void> {
  const [node] = await query<{ deregistered_at: Date | null }>(
    'SELECT deregistered_at FROM nodes WHERE node_id = $1 FOR UPDATE',
    [nodeId],
  );
  if (!node) throw new NodeNotFound(nodeId);
  if (node.deregistered_at && !byAdministrator) throw new NodeDeregistered(nodeId);
}

async function refuseTooMany(query: SqlQuery, nodeId: NodeId, nowMs: number): Promise<void> {
  const [recent] = await query<{ count: string; oldest: Date | null }>(
    `SELECT count(*) AS count, min(rotated_at) AS oldest FROM node_key_rotations
     WHERE node_id = $1 AND NOT by_administrator AND rotated_at > $2`,
    [nodeId, new Date(nowMs - DAY_MS)],
  );
  if (Number(recent!.count) < ROTATIONS_A_DAY) return;
  const freeAtMs = (recent!.oldest?.getTime() ?? nowMs) + DAY_MS;
  throw new TooManyRotations(ROTATIONS_A_DAY, Math.max(1, Math.ceil((freeAtMs - nowMs) / 1000)));
}
