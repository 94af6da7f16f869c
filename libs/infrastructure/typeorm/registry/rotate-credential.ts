import type { SqlQuery } from '@app/infrastructure/sql/sql-query.js';
import {
  BadCredentials,
  DAY_MS,
  KeyRotatedMeanwhile,
  type KeyRotationOrder,
  NodeDeregistered,
  type NodeId,
  ROTATIONS_A_DAY,
  TooManyRotations,
} from '@app/node-registry';
import { type EntityManager, MoreThan } from 'typeorm';
import { NodeCredentialEntity, NodeKeyRotationEntity, NodePublicKeyEntity } from './entities/node-key.entity.js';
import { lockNode } from './lock-node.js';
import { claimNonce } from './sql-nonces.js';

/** Replaces a node's key within the caller's transaction; the node's row makes those who ask at once wait for each other. */
export async function rotateCredential(
  query: SqlQuery,
  manager: EntityManager,
  order: KeyRotationOrder,
): Promise<void> {
  const { nodeId, oldKeyId, newKey, byAdministrator, actor, idempotencyKey, rotatedAtMs, proof } = order;
  const node = await lockNode(manager, nodeId);
  if (node.deregisteredAtMs !== undefined && !byAdministrator) throw new NodeDeregistered(nodeId);
  if ((await keyIdOf(query, nodeId)) !== oldKeyId) throw new KeyRotatedMeanwhile(nodeId);
  if (!byAdministrator) await refuseTooMany(manager, nodeId, rotatedAtMs);
  if (proof && !(await claimNonce(query, proof, rotatedAtMs))) throw new BadCredentials();
  const publicKeyHex = newKey.hex;
  await manager.insert(NodePublicKeyEntity, { publicKeyHex, nodeId });
  const credential = { scheme: newKey.scheme, publicKeyHex, sealedSecret: () => 'NULL' };
  await manager.update(NodeCredentialEntity, { nodeId }, credential);
  const rotation = { nodeId, oldKeyId, newKeyHex: publicKeyHex, byAdministrator, actor, idempotencyKey, rotatedAtMs };
  await manager.insert(NodeKeyRotationEntity, rotation);
}

export async function keyIdOf(query: SqlQuery, nodeId: NodeId): Promise<string | undefined> {
  const [row] = await query<{ key_id: string }>(
    `SELECT coalesce(encode(public_key, 'hex'), 'hmac:' || node_id) AS key_id FROM node_credentials WHERE node_id = $1`,
    [nodeId],
  );
  return row?.key_id;
}

async function refuseTooMany(manager: EntityManager, nodeId: NodeId, nowMs: number): Promise<void> {
  const recent = await manager.find(NodeKeyRotationEntity, {
    where: { nodeId, byAdministrator: false, rotatedAtMs: MoreThan(nowMs - DAY_MS) },
    order: { rotatedAtMs: 'ASC' },
  });
  if (recent.length < ROTATIONS_A_DAY) return;
  const freeAtMs = recent[0]!.rotatedAtMs + DAY_MS;
  throw new TooManyRotations(ROTATIONS_A_DAY, Math.max(1, Math.ceil((freeAtMs - nowMs) / 1000)));
}
