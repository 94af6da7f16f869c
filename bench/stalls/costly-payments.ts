import { LedgerClient, succeeded } from '../../test/support/ledger-client.js';
import { registerAndLogIn } from '../../test/support/people.js';
import { type CostTable, fullOfFaults, get, LONG_NAME, send, WRONG_PAGE } from './costly-request.js';

const V1 = '/api/v1';

/** What payers ask before they pay. */
export async function paymentCosts(url: string): Promise<CostTable> {
  const client = new LedgerClient(url);
  const { session } = await registerAndLogIn(client, 'Asker', 5);
  const { id } = succeeded(await client.post('/requests', { amount: 1, note: 'x'.repeat(140) }, session));
  const order = { address: 'ab'.repeat(32), amount: 1, reference: 'x'.repeat(64) };
  const issue = succeeded(await client.post('/treasury/issues', order));
  const redemption = succeeded(await client.post('/treasury/redemptions', order));
  return {
    [`GET ${V1}/treasury`]: { legal: get(`${V1}/treasury`), illegal: get(`${V1}/treasury?x=${LONG_NAME}`) },
    ...treasuryCosts('/treasury/redemptions', redemption, { ...order, reference: 'y' }),
    ...treasuryCosts('/treasury/issues', issue, { ...order, reference: 'y' }),
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

/** What is ordered of the treasury, below one path. */
function treasuryCosts(path: string, { id, hash }: { id: string; hash: string }, order: object): CostTable {
  const at = V1 + path;
  const deciding = (word: string, body: object) => ({
    legal: () => send('POST', `${at}/${id}/${word}`, body),
    illegal: () => send('POST', `${at}/${LONG_NAME}/${word}`, body),
  });
  return {
    [`GET ${at}`]: { legal: get(`${at}?limit=1000`), illegal: get(`${at}${WRONG_PAGE}`) },
    [`POST ${at}`]: {
      legal: () => send('POST', at, order),
      illegal: () => send('POST', at, fullOfFaults(Object.keys(order))),
    },
    [`GET ${at}/{id}`]: { legal: get(`${at}/${id}`), illegal: get(`${at}/${LONG_NAME}`) },
    [`POST ${at}/{id}/approve`]: deciding('approve', { hash }),
    [`POST ${at}/{id}/reject`]: deciding('reject', { reason: 'x' }),
  };
}
