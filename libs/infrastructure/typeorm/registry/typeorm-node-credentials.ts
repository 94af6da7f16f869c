import { ConstraintViolated } from '@app/infrastructure/sql/database.errors.js';
import { IdempotencyKeyReused } from '@app/kernel';
import {
  type KeyRotation,
  type KeyRotationOrder,
  NodeCredentials,
  type NodeId,
  type NodePublicKey,
  PublicKeyConflict,
  parsePublicKey,
} from '@app/node-registry';
import type { FindOptionsWhere } from 'typeorm';
import type { Database } from '../database.js';
import { NodeKeyRotationEntity } from './entities/node-key.entity.js';
import { keyIdOf, rotateCredential } from './rotate-credential.js';

/**
 * Nothing is kept in memory: a key that is rotated anywhere is refused everywhere, with the next request. So every signed
 * request reads a key, in SQL: an entity takes twice as long.
 */
export class TypeormNodeCredentials extends NodeCredentials {
  constructor(private readonly database: Database) {
    super();
  }

  override async ownerOf({ scheme, hex }: NodePublicKey): Promise<NodeId | undefined> {
    const [row] = await this.database.query<{ node_id: NodeId }>(
      'SELECT node_id FROM node_credentials WHERE public_key = $1 AND scheme = $2',
      [Buffer.from(hex, 'hex'), scheme],
    );
    return row?.node_id;
  }

  override keyIdOf(nodeId: NodeId): Promise<string | undefined> {
    return keyIdOf((sql, values) => this.database.query(sql, values), nodeId);
  }

  override async sealedSecretOf(nodeId: NodeId): Promise<Uint8Array | undefined> {
    const [row] = await this.database.query<{ sealed_secret: Buffer | null }>(
      'SELECT sealed_secret FROM node_credentials WHERE node_id = $1',
      [nodeId],
    );
    return row?.sealed_secret ?? undefined;
  }

  override async rotate(order: KeyRotationOrder): Promise<KeyRotation> {
    try {
      await this.database.transaction((query, manager) => rotateCredential(query, manager, order));
    } catch (cause) {
      if (!(cause instanceof ConstraintViolated)) throw cause;
      if (cause.constraint === 'node_public_keys_key') throw new PublicKeyConflict();
      if (cause.constraint === 'node_key_rotations_idempotency_key') throw new IdempotencyKeyReused();
      throw cause;
    }
    const { nodeId, oldKeyId, newKey, rotatedAtMs } = order;
    return { nodeId, oldKeyId, newKey, rotatedAtMs };
  }

  override rotationUnder(nodeId: NodeId, idempotencyKey: string): Promise<KeyRotation | undefined> {
    return this.rotation({ nodeId, idempotencyKey });
  }

  override rotationTo({ hex }: NodePublicKey): Promise<KeyRotation | undefined> {
    return this.rotation({ newKeyHex: hex });
  }

  private async rotation(where: FindOptionsWhere<NodeKeyRotationEntity>): Promise<KeyRotation | undefined> {
    const row = await this.database.manager.findOneBy(NodeKeyRotationEntity, where);
    if (!row) return undefined;
    const { nodeId, oldKeyId, newKeyHex, rotatedAtMs } = row;
    return { nodeId, oldKeyId, newKey: parsePublicKey(newKeyHex)!, rotatedAtMs };
  }
}
