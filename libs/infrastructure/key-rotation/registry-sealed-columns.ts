import { identitySeal, type NodeId, sharedSecretSeal } from '@app/node-registry';
import type { SealedColumn } from './sealed-column.js';
import { webhookSealedColumns } from './webhook-sealed-columns.js';

/** Everything sealed in the registry, its index key apart. */
export const registrySealedColumns: readonly SealedColumn[] = [
  {
    table: 'node_credentials',
    column: 'sealed_secret',
    id: 'node_id',
    idType: 'text',
    place: ['node_id'],
    context: ([nodeId]) => sharedSecretSeal(nodeId as NodeId),
  },
  {
    table: 'registry_identity',
    column: 'sealed_private_key',
    id: 'registry_id',
    idType: 'text',
    place: ['registry_id'],
    context: ([registryId]) => identitySeal(registryId!),
  },
  ...webhookSealedColumns,
];
