import { LedgerClient, succeeded } from '../../test/support/ledger-client.js';
import { registerAndLogIn } from '../../test/support/people.js';
import { type CostTable, get, LONG_NAME } from './costly-request.js';

const V1 = '/api/v1';

/** What payers ask before they pay. */
export async function paymentCosts(url: string): Promise<CostTable> {
  const client = new LedgerClient(url);
  const { session } = await registerAndLogIn(client, 'Asker', 5);
  const { id } = succeeded(await client.post('/requests', { amount: 1, note: 'x'.repeat(140) }, session));
  return {
    [`GET ${V1}/wallets/{address}/exists`]: {
      legal: get(`${V1}/wallets/${'ab'.repeat(32)}/exists`),
      illegal: get(`${V1}/wallets/${LONG_NAME}/exists`),
    },
    [`GET ${V1}/requests/{id}`]: {
      legal: get(`${V1}/requests/${id}`),
      illegal: get(`${V1}/requests/${LONG_NAME}`),
    },
  };
}
