import { LedgerClient, succeeded } from '../../test/support/ledger-client.js';
import { type CostTable, get, LONG_NAME } from './costly-request.js';
import { zakatCosts } from './costly-zakat.js';

const RECEIPTS = '/api/v1/zakat/receipts';

/** Has one user pay zakat. Call it last: the receipt is in the block that all users' deductions share. */
export async function receiptCosts(url: string): Promise<CostTable> {
  const client = new LedgerClient(url);
  const name = 'Receipt Holder';
  const { address } = await client.register(name);
  await client.fund(address);
  succeeded(await client.post('/zakat/run', { period: '1448' }));
  const code = succeeded(await client.post('/auth/request-otp', { email: 'receipt.holder@example.org' }));
  const { token } = succeeded(await client.post('/auth/verify-otp', code));
  const [{ number }] = succeeded(await client.get('/me/zakat/receipts', { authorization: `Bearer ${token}` }));
  const receipt = succeeded(await client.get(`/zakat/receipts/${number}`));
  return {
    ...(await zakatCosts(client, address)),
    [`GET ${RECEIPTS}/{number}.pdf`]: {
      legal: get(`${RECEIPTS}/${number}.pdf`),
      illegal: get(`${RECEIPTS}/${LONG_NAME}.pdf`),
    },
    [`GET ${RECEIPTS}/{number}`]: {
      legal: get(`${RECEIPTS}/${number}`),
      illegal: get(`${RECEIPTS}/${LONG_NAME}`),
    },
    [`GET ${RECEIPTS}/{number}/verify`]: {
      legal: get(`${RECEIPTS}/${number}/verify?code=${receipt.code}`),
      illegal: get(`${RECEIPTS}/${LONG_NAME}/verify?code=${LONG_NAME}`),
    },
  };
}
