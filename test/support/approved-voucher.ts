import { expect } from '@jest/globals';
import type { LedgerClient } from './ledger-client.js';

export const beneficiary = (address: string) => ({ name: 'Bilal Ahmed', address });

/** A voucher that is approved, as a demo asks for one approval. */
export async function approved(client: LedgerClient, fields: object): Promise<string> {
  const { status, json, text } = await client.post('/zakat/vouchers', {
    kind: 'distribution',
    asnaf: 'fuqara',
    note: '',
    ...fields,
  });
  if (status !== 200) throw new Error(text);
  expect((await client.post(`/zakat/vouchers/${json.id}/approve`)).json.state).toBe('approved');
  return json.id;
}
