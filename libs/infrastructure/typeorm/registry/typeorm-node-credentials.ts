import { ConstraintViolated } from '@app/infrastructure/sql/database.errors.js';
import {
  IdempotencyKeyReused,
  type KeyRotation,
  type KeyRotationOrder,
  NodeCredentials,
  type NodeId,
  type NodePublicKey,
  PublicKeyConflict,
  parsePublicKey,
} from '@app/node-registry';
import type { Database } from '../database.js';
import { keyIdOf, rotateCredential } from './rotate-credential.js';

interface RotationRow {
  readonly node_id: NodeId;
  readonly old_key_id: string;
  readonly new_key: Buffer;
  readonly rotated_at: Date;
}

/** Nothing is kept in memory: a key that is rotated anywhere is refused everywhere, with the next request. */
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
      await this.database.transaction((query) => rotateCredential(query, order));
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
    return this.rotation('node_id = $1 AND idempotency_key = $2', [nodeId, idempotencyKey]);
  }

  override rotationTo({ hex }: NodePublicKey): Promise<KeyRotation | undefined> {
    return this.rotation('new_key = $1', [Buffer.from(hex, 'hex')]);
  }

  private async rotation(condition: string, values: unknown[]): Promise<KeyRotation | undefined> {
    const [row] = await this.database.query<RotationRow>(
      `SELECT node_id, old_key_id, new_key, rotated_at FROM node_key_rotations WHERE ${condition}`,
      values,
    );
    return row && rotationOf(row);
  }
}

function rotationOf({ node_id, old_key_id, new_key, rotated_at }: RotationRow): KeyRotation {
  const newKey = parsePublicKey(Buffer.from(new_key).toString('hex'))!;
  return { nodeId: node_id, oldKeyId: old_key_id, newKey, rotatedAtMs: rotated_at.getTime() };
}
