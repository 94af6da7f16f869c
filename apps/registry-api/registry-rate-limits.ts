import { type RateLimits, WHOLE_LIST } from '@app/infrastructure/http/rate-limits.js';

const MINUTE = 60;

/** What one address may ask of the registry. Payments and addresses of a node are limited again, by node and durably. */
export const REGISTRY_RATE_LIMITS: RateLimits = {
  classes: {
    reads: { limit: 1_200, windowSeconds: MINUTE },
    writes: { limit: 120, windowSeconds: MINUTE },
    wallets: { limit: 120, windowSeconds: MINUTE },
    registrations: { limit: 60, windowSeconds: MINUTE },
    administration: { limit: 60, windowSeconds: MINUTE },
    // A heartbeat every ten seconds of 500 nodes behind one address.
    heartbeats: { limit: 3_000, windowSeconds: MINUTE },
  },
  lists: forBothMounts({
    'GET /nodes': WHOLE_LIST,
    'GET /nodes/capability/:capability': WHOLE_LIST,
    'POST /nodes/capabilities/query': WHOLE_LIST,
  }),
  routes: {
    'GET /nodes/health': 'unlimited',
    'GET /wallet/health': 'unlimited',
    'GET /wallet/status/health': 'unlimited',
    'GET /wallet/health/ready': 'unlimited',
    'GET /wallet/health/writer': 'unlimited',
    'GET /metrics': 'unlimited',
    ...forBothMounts({
      'POST /nodes/register': 'registrations',
      'POST /nodes/:node_id/heartbeat': 'heartbeats',
      'POST /nodes/reputation': 'administration',
    }),
    'POST /wallet/create': 'wallets',
    'POST /wallet/:node_id/send': 'wallets',
    'POST /wallet/:node_id/new-address': 'wallets',
  },
};

/** Every route below `/nodes` answers below `/nodes/nodes` too. */
function forBothMounts<Value>(routes: Record<string, Value>): Record<string, Value> {
  const aliases = Object.entries(routes).map(([route, name]) => [route.replace(' /nodes', ' /nodes/nodes'), name]);
  return { ...routes, ...Object.fromEntries(aliases) };
}
