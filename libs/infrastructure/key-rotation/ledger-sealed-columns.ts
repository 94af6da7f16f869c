import { cnicSeal } from '@app/identity';
import { noteSeal, privateKeySeal, requestNoteSeal } from '@app/wallet';
import { poolKeySeal } from '@app/zakat';
import type { SealedColumn } from './sealed-column.js';
import { webhookSealedColumns } from './webhook-sealed-columns.js';

/** Everything sealed in the ledger, its index key apart. */
export const ledgerSealedColumns: readonly SealedColumn[] = [
  {
    table: 'users',
    column: 'sealed_cnic',
    id: 'id',
    idType: 'uuid',
    place: ['id::text'],
    context: ([id]) => cnicSeal(id!),
  },
  {
    table: 'wallet_profiles',
    column: 'sealed_private_key',
    id: 'number',
    idType: 'bigint',
    place: ['user_id::text', `encode(wallet_address, 'hex')`],
    context: ([userId, address]) => privateKeySeal(userId!, address!),
  },
  {
    table: 'zakat_pool_wallet',
    column: 'sealed_private_key',
    id: 'number',
    idType: 'bigint',
    place: [`encode(wallet_address, 'hex')`],
    context: ([address]) => poolKeySeal(address!),
  },
  ...webhookSealedColumns,
  {
    table: 'transfer_notes',
    column: 'sealed_note',
    id: 'id',
    idType: 'uuid',
    place: ['id::text', `encode(payer, 'hex')`, `encode(payee, 'hex')`],
    context: ([id, payer, payee]) => noteSeal(id!, payer!, payee!),
  },
  {
    table: 'payment_requests',
    column: 'sealed_note',
    id: 'id',
    idType: 'uuid',
    place: ['id::text'],
    context: ([id]) => requestNoteSeal(id!),
  },
];
