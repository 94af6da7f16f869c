import { type RateLimits, WHOLE_LIST } from '@app/infrastructure/http/rate-limits.js';

const MINUTE = 60;

/** What one address may ask of the ledger. Passwords and accounts have narrower limits of their own behind these. */
export const LEDGER_RATE_LIMITS: RateLimits = {
  classes: {
    reads: { limit: 1_200, windowSeconds: MINUTE },
    writes: { limit: 300, windowSeconds: MINUTE },
    keys: { limit: 30, windowSeconds: MINUTE },
    accounts: { limit: 30, windowSeconds: MINUTE },
    administration: { limit: 60, windowSeconds: MINUTE },
    lookups: { limit: 120, windowSeconds: MINUTE },
    replays: { limit: 6, windowSeconds: MINUTE },
  },
  lists: {
    'GET /api/v1/blocks': WHOLE_LIST,
    'GET /api/v1/wallets/:address/transactions': WHOLE_LIST,
    'GET /api/v1/wallets/:address/utxos': WHOLE_LIST,
    'GET /api/v1/reports/wallet/:address': WHOLE_LIST,
    'GET /api/v1/zakat/vouchers': WHOLE_LIST,
    'GET /api/v1/logs/system': 100,
    'GET /api/v1/me/zakat': WHOLE_LIST,
    'GET /api/v1/events': 100,
    'GET /api/v1/requests': WHOLE_LIST,
    'GET /api/v1/treasury/issues': WHOLE_LIST,
    'GET /api/v1/me/zakat/receipts': WHOLE_LIST,
  },
  routes: {
    'GET /api/v1/health': 'unlimited',
    'GET /api/v1/health/ready': 'unlimited',
    'GET /api/v1/health/writer': 'unlimited',
    'GET /metrics': 'unlimited',
    'POST /api/v1/wallets': 'keys',
    'GET /api/v1/wallets/:address/exists': 'lookups',
    'GET /api/v1/requests/:id': 'lookups',
    'POST /api/v1/register': 'accounts',
    'POST /api/v1/auth/request-otp': 'accounts',
    'POST /api/v1/auth/verify-otp': 'accounts',
    'POST /api/v1/zakat/run': 'administration',
    'POST /api/v1/zakat/pool': 'administration',
    'POST /api/v1/admin/fund': 'administration',
    'POST /api/v1/admin/cnic/release': 'administration',
    'POST /api/v1/admin/keys': 'administration',
    'POST /api/v1/treasury/issues': 'administration',
    'POST /api/v1/treasury/issues/:id/approve': 'administration',
    'POST /api/v1/treasury/issues/:id/reject': 'administration',
    'POST /api/v1/me/keys': 'accounts',
    'GET /api/v1/logs/system': 'administration',
    'GET /api/v1/chain/verify': 'replays',
  },
};
