import { type CostTable, get, LONG_NAME } from './costly-request.js';

const V1 = '/api/v1';

/** What payers ask before they pay. */
export function paymentCosts(): CostTable {
  return {
    [`GET ${V1}/wallets/{address}/exists`]: {
      legal: get(`${V1}/wallets/${'ab'.repeat(32)}/exists`),
      illegal: get(`${V1}/wallets/${LONG_NAME}/exists`),
    },
  };
}
