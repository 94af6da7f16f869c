import { NodeCredentials, type NodeId, type NodePublicKey } from '@app/node-registry';
import type { Database } from '../database.js';

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

  override async sealedSecretOf(nodeId: NodeId): Promise<Uint8Array | undefined> {
    const [row] = await this.database.query<{ sealed_secret: Buffer | null }>(
      'SELECT sealed_secret FROM node_credentials WHERE node_id = $1',
      [nodeId],
    );
    return row?.sealed_secret ?? undefined;
  }
}
