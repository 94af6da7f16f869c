import { formerSecretSeal, webhookSecretSeal } from '@app/webhooks';
import type { SealedColumn } from './sealed-column.js';

/** What both schemas seal for their webhooks. */
export const webhookSealedColumns: readonly SealedColumn[] = [
  {
    table: 'webhooks',
    column: 'sealed_secret',
    id: 'id',
    idType: 'uuid',
    place: ['id::text'],
    context: ([id]) => webhookSecretSeal(id!),
  },
  {
    table: 'webhooks',
    column: 'sealed_former_secret',
    id: 'id',
    idType: 'uuid',
    place: ['id::text'],
    context: ([id]) => formerSecretSeal(id!),
  },
];
