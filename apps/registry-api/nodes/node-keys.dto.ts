import { IsInteger, IsNested, IsText } from '@app/infrastructure/http/validation/index.js';
import { type KeyRotation, PUBLIC_KEY_PATTERN, type RotationRequest } from '@app/node-registry';
import { ApiProperty } from '@nestjs/swagger';
import { Allow, IsOptional } from 'class-validator';
import { AuthData } from '../access/auth-data.dto.js';
import { isoTime } from './node.dto.js';
import { IsPublicKey } from './node-fields.js';

export class KeyProof {
  /** Unix seconds, at most 300 s from the server's. */
  @IsInteger()
  timestamp!: bigint;

  /** 16 to 64 characters of `A-Z a-z 0-9 _ -`, used once. */
  @IsText({ pattern: '^[A-Za-z0-9_-]{16,64}$' })
  nonce!: string;

  /** Hex, 64 bytes: by the new key over the seven lines, as it signs requests. */
  @IsText({ pattern: '^[0-9a-fA-F]{128}$' })
  signature!: string;
}

export class RotateKeyRequest {
  /** Hex. One that no node has or ever had. */
  @IsPublicKey()
  new_public_key!: string;

  /** That the sender holds the new key. Administrators may leave it out; what they send is checked. */
  @IsOptional()
  @IsNested(() => KeyProof)
  proof?: KeyProof;

  /** For a node with a secret: the request's own proof, by that secret. */
  @Allow()
  auth_data?: AuthData;
}

export class RotateKeyResponse {
  success!: boolean;

  /** @example "node_001" */
  node_id!: string;

  /** The key that the node has from now on, in lower-case hex. */
  @ApiProperty({ pattern: PUBLIC_KEY_PATTERN })
  public_key!: string;

  /** UTC. */
  @ApiProperty({ format: 'date-time' })
  rotated_at!: string;

  /** @example "The key of node node_001 was rotated." */
  message!: string;
}

export function proofOf({ timestamp, nonce, signature }: KeyProof): RotationRequest['proof'] {
  return { stamp: { timestamp: String(timestamp), nonce }, signature };
}

export function rotationJson({ nodeId, newKey, rotatedAtMs }: KeyRotation): RotateKeyResponse {
  return {
    success: true,
    node_id: nodeId,
    public_key: newKey.hex,
    rotated_at: isoTime(rotatedAtMs),
    message: `The key of node ${nodeId} was rotated.`,
  };
}
