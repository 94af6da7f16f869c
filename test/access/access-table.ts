import type { KeyScope } from '@app/identity';

/**
 * Who may use which route, in one table. The test holds every cell of it against the running servers, and the servers' own
 * list of routes against the table: a route that is missing here fails, and so does a row without a route.
 */

/** Who asks. User A owns the wallet that the request is about, node A is the node that it is about. */
export const CALLERS = [
  'nobody',
  'user A',
  'user B',
  'node A',
  'node B',
  'administrator',
  'expired session',
  'revoked session',
] as const;

export type CallerName = (typeof CALLERS)[number];
/** `pass`: authorized; what the route then makes of the request is its own affair. */
export type Outcome = 'pass' | '401' | '403' | '404';

/** What each rule means, in the order of the callers above. */
const RULES = {
  //                       no one user A user B node A node B  adm  exp  rev
  open: /*              */ 'pass  pass   pass   pass   pass   pass pass pass',
  absent: /*            */ '404   404    404    404    404    404  404  404',
  // The ledger knows bearer tokens; the signature of a node says nothing to it.
  guest: /*             */ 'pass  pass   pass   pass   pass   pass 401  401',
  user: /*              */ '401   pass   pass   401    401    403  401  401',
  // Without a private key in the body, which the test leaves out: the wallet of the caller with the session.
  'session or key': /*  */ '401   pass   pass   401    401    401  401  401',
  owner: /*             */ '401   pass   403    401    401    pass 401  401',
  member: /*            */ '401   pass   pass   401    401    pass 401  401',
  administrator: /*     */ '401   403    403    401    401    pass 401  401',
  // The registry knows signatures of nodes and tokens of administrators; a user's token is a wrong one.
  'node, if it says': /**/ 'pass  401    401    pass   403    pass 401  401',
  'that node': /*       */ '401   401    401    pass   403    pass 401  401',
  'any, if it says': /* */ 'pass  401    401    pass   pass   pass 401  401',
  'any node': /*        */ '401   401    401    pass   pass   pass 401  401',
  'admin, if it says': /**/ 'pass  401    401    403    403    pass 401  401',
  'registry’s admin': /**/ '401   401    401    403    403    pass 401  401',
} as const;

export type RuleName = keyof typeof RULES;
type Table = Readonly<Record<string, readonly [demo: RuleName, production: RuleName]>>;

export function outcomesOf(rule: RuleName): Record<CallerName, Outcome> {
  const outcomes = RULES[rule].split(/ +/) as Outcome[];
  return Object.fromEntries(CALLERS.map((caller, column) => [caller, outcomes[column]])) as Record<CallerName, Outcome>;
}

const V1 = '/api/v1';

export const LEDGER_ROUTES: Table = {
  //                                        demo     production
  [`GET ${V1}/health`]: /*              */ ['open', 'open'],
  [`GET ${V1}/health/ready`]: /*        */ ['open', 'open'],
  [`GET ${V1}/health/writer`]: /*       */ ['open', 'open'],
  [`POST ${V1}/register`]: /*           */ ['open', 'open'],
  [`POST ${V1}/auth/request-otp`]: /*   */ ['open', 'open'],
  [`POST ${V1}/auth/verify-otp`]: /*    */ ['open', 'open'],
  [`POST ${V1}/auth/logout`]: /*        */ ['user', 'user'],
  [`GET ${V1}/me`]: /*                  */ ['user', 'user'],
  [`GET ${V1}/me/keys`]: /*             */ ['user', 'user'],
  [`POST ${V1}/me/keys`]: /*            */ ['user', 'user'],
  [`DELETE ${V1}/me/keys/:id`]: /*      */ ['user', 'user'],
  [`GET ${V1}/admin/keys`]: /*          */ ['administrator', 'administrator'],
  [`POST ${V1}/admin/keys`]: /*         */ ['administrator', 'administrator'],
  [`DELETE ${V1}/admin/keys/:id`]: /*   */ ['administrator', 'administrator'],
  [`POST ${V1}/wallets`]: /*            */ ['open', 'open'],
  [`GET ${V1}/wallets/:address/balance`]: ['open', 'open'],
  [`GET ${V1}/wallets/:address/exists`]: ['open', 'open'],
  [`GET ${V1}/wallets/:address/transactions`]: ['open', 'open'],
  [`GET ${V1}/wallets/:address/history`]: ['guest', 'guest'],
  [`GET ${V1}/wallets/:address/statement`]: ['open', 'open'],
  [`GET ${V1}/wallets/:address/statement.csv`]: ['open', 'open'],
  [`GET ${V1}/wallets/:address/statement.pdf`]: ['open', 'open'],
  [`GET ${V1}/wallets/:address/utxos`]: ['open', 'open'],
  [`POST ${V1}/transactions`]: /*       */ ['guest', 'session or key'],
  [`POST ${V1}/transactions/prepare`]: ['open', 'open'],
  [`POST ${V1}/transactions/submit`]: ['open', 'open'],
  [`GET ${V1}/me/contacts`]: /*         */ ['user', 'user'],
  [`POST ${V1}/me/contacts`]: /*        */ ['user', 'user'],
  [`PUT ${V1}/me/contacts/:id`]: /*     */ ['user', 'user'],
  [`DELETE ${V1}/me/contacts/:id`]: /*  */ ['user', 'user'],
  [`POST ${V1}/requests`]: /*           */ ['user', 'user'],
  [`GET ${V1}/requests`]: /*            */ ['user', 'user'],
  [`GET ${V1}/requests/:id`]: /*        */ ['guest', 'guest'],
  [`POST ${V1}/requests/:id/cancel`]: ['user', 'user'],
  [`GET ${V1}/transactions/:id`]: /*    */ ['guest', 'guest'],
  [`GET ${V1}/transactions/:id/proof`]: ['open', 'open'],
  [`GET ${V1}/chain`]: /*               */ ['open', 'open'],
  [`GET ${V1}/chain/verify`]: /*        */ ['guest', 'administrator'],
  [`GET ${V1}/treasury`]: /*            */ ['guest', 'administrator'],
  [`POST ${V1}/treasury/issues`]: /*    */ ['guest', 'administrator'],
  [`GET ${V1}/treasury/issues`]: /*     */ ['guest', 'administrator'],
  [`GET ${V1}/treasury/issues/:id`]: /* */ ['guest', 'administrator'],
  [`POST ${V1}/treasury/issues/:id/approve`]: ['guest', 'administrator'],
  [`POST ${V1}/treasury/issues/:id/reject`]: ['guest', 'administrator'],
  [`POST ${V1}/treasury/redemptions`]: ['guest', 'administrator'],
  [`GET ${V1}/treasury/redemptions`]: ['guest', 'administrator'],
  [`GET ${V1}/treasury/redemptions/:id`]: ['guest', 'administrator'],
  [`POST ${V1}/treasury/redemptions/:id/approve`]: ['guest', 'administrator'],
  [`POST ${V1}/treasury/redemptions/:id/reject`]: ['guest', 'administrator'],
  [`GET ${V1}/stats`]: /*               */ ['open', 'open'],
  [`GET ${V1}/search`]: /*              */ ['open', 'open'],
  [`GET ${V1}/events`]: /*              */ ['guest', 'guest'],
  [`POST ${V1}/webhooks`]: /*           */ ['guest', 'member'],
  [`GET ${V1}/webhooks`]: /*            */ ['guest', 'member'],
  [`GET ${V1}/webhooks/:id`]: /*        */ ['guest', 'member'],
  [`PATCH ${V1}/webhooks/:id`]: /*      */ ['guest', 'member'],
  [`DELETE ${V1}/webhooks/:id`]: /*     */ ['guest', 'member'],
  [`POST ${V1}/webhooks/:id/rotate-secret`]: ['guest', 'member'],
  [`GET ${V1}/webhooks/:id/deliveries`]: ['guest', 'member'],
  [`POST ${V1}/webhooks/:id/deliveries/:n/redeliver`]: ['guest', 'member'],
  [`POST ${V1}/webhooks/:id/test`]: /*  */ ['guest', 'member'],
  [`GET ${V1}/blocks`]: /*              */ ['open', 'open'],
  [`GET ${V1}/blocks/:index`]: /*       */ ['open', 'open'],
  [`GET ${V1}/blocks/:index/header`]: ['open', 'open'],
  [`GET ${V1}/reports/wallet/:address`]: ['guest', 'owner'],
  [`GET ${V1}/logs/system`]: /*         */ ['guest', 'administrator'],
  [`POST ${V1}/zakat/run`]: /*          */ ['guest', 'administrator'],
  [`POST ${V1}/zakat/assessments`]: /*  */ ['guest', 'administrator'],
  [`GET ${V1}/zakat/assessments/:id`]: ['guest', 'administrator'],
  [`GET ${V1}/zakat/assessments/:id/lines`]: ['guest', 'administrator'],
  [`GET ${V1}/zakat/assessments/:id/lines.csv`]: ['guest', 'administrator'],
  [`POST ${V1}/zakat/assessments/:id/approve`]: ['guest', 'administrator'],
  [`POST ${V1}/zakat/assessments/:id/run`]: ['guest', 'administrator'],
  [`GET ${V1}/zakat/runs`]: /*          */ ['guest', 'administrator'],
  [`GET ${V1}/zakat/runs/:id`]: /*      */ ['guest', 'administrator'],
  [`GET ${V1}/zakat/runs/:id/progress`]: ['guest', 'administrator'],
  [`POST ${V1}/zakat/runs/:id/resume`]: ['guest', 'administrator'],
  [`GET ${V1}/zakat/receipts/:number`]: ['guest', 'member'],
  [`GET ${V1}/zakat/receipts/:number.pdf`]: ['guest', 'member'],
  [`GET ${V1}/zakat/receipts/:number/verify`]: ['open', 'open'],
  [`GET ${V1}/me/zakat/receipts`]: /*   */ ['user', 'user'],
  [`POST ${V1}/zakat/pool`]: /*         */ ['guest', 'administrator'],
  [`GET ${V1}/zakat/pool`]: /*          */ ['open', 'open'],
  [`GET ${V1}/zakat/periods/:period/return`]: ['guest', 'administrator'],
  [`GET ${V1}/zakat/periods/:period/return.csv`]: ['guest', 'administrator'],
  [`POST ${V1}/zakat/vouchers`]: /*     */ ['guest', 'administrator'],
  [`GET ${V1}/zakat/vouchers`]: /*      */ ['guest', 'administrator'],
  [`GET ${V1}/zakat/vouchers/:id`]: /*  */ ['guest', 'administrator'],
  [`POST ${V1}/zakat/vouchers/:id/approve`]: ['guest', 'administrator'],
  [`POST ${V1}/zakat/vouchers/:id/reject`]: ['guest', 'administrator'],
  [`POST ${V1}/zakat/vouchers/:id/pay`]: ['guest', 'administrator'],
  [`GET ${V1}/zakat/policy`]: /*        */ ['open', 'open'],
  [`PUT ${V1}/zakat/policy`]: /*        */ ['guest', 'administrator'],
  [`GET ${V1}/zakat/policies`]: /*      */ ['guest', 'administrator'],
  [`GET ${V1}/zakat/nisab`]: /*         */ ['open', 'open'],
  [`POST ${V1}/zakat/nisab`]: /*        */ ['guest', 'administrator'],
  [`GET ${V1}/zakat/calendar`]: /*      */ ['open', 'open'],
  [`PUT ${V1}/zakat/calendar`]: /*      */ ['guest', 'administrator'],
  [`GET ${V1}/zakat/calendar/:hijri_date`]: ['open', 'open'],
  [`GET ${V1}/zakat/debts`]: /*         */ ['guest', 'administrator'],
  [`POST ${V1}/zakat/debts`]: /*        */ ['guest', 'administrator'],
  [`POST ${V1}/zakat/debts/:id/settle`]: ['guest', 'administrator'],
  [`GET ${V1}/zakat/exemptions`]: /*    */ ['guest', 'administrator'],
  [`POST ${V1}/zakat/exemptions`]: /*   */ ['guest', 'administrator'],
  [`POST ${V1}/zakat/exemptions/:id/accept`]: ['guest', 'administrator'],
  [`POST ${V1}/zakat/exemptions/:id/end`]: ['guest', 'administrator'],
  [`GET ${V1}/me/zakat`]: /*            */ ['user', 'user'],
  [`POST ${V1}/me/zakat/debts`]: /*     */ ['user', 'user'],
  [`POST ${V1}/me/zakat/debts/:id/settle`]: ['user', 'user'],
  [`POST ${V1}/me/zakat/exemptions`]: /**/ ['user', 'user'],
  [`POST ${V1}/admin/fund`]: /*         */ ['guest', 'administrator'],
  [`POST ${V1}/admin/cnic/release`]: ['administrator', 'administrator'],
  // Callers on the server's own machine, as here; others need an administrator's token: test/http/exposed.spec.ts.
  'GET /metrics': ['open', 'open'],
  'GET /': ['open', 'open'],
};

/** What an API key needs to use a route of the ledger that looks at credentials; undefined where no key may. */
export function scopeOf(route: string): KeyScope | undefined {
  const [method = '', path = ''] = route.replace(`${V1}/`, '/').split(' ');
  if (path === '/transactions') return 'send';
  if (path === '/admin/fund') return 'issue';
  if (path === '/logs/system' || path === '/admin/cnic/release') return 'admin';
  if (path.startsWith('/webhooks')) return 'webhooks';
  if (path.startsWith('/auth/') || path.includes('/keys')) return undefined;
  if (method === 'GET') return 'read';
  if (path.startsWith('/treasury')) return 'issue';
  if (path.startsWith('/requests')) return 'requests';
  return path.includes('/zakat') ? 'zakat' : undefined;
}

const NODES: Table = {
  //                                        demo                 production
  'GET /health': /*                     */ ['open', 'open'],
  'POST /register': /*                  */ ['node, if it says', 'that node'],
  'GET ': /*                            */ ['open', 'open'],
  'GET /:node_id': /*                   */ ['open', 'open'],
  'DELETE /:node_id': /*                */ ['node, if it says', 'that node'],
  'POST /:node_id/heartbeat': /*        */ ['node, if it says', 'that node'],
  'POST /:node_id/rotate-key': /*       */ ['that node', 'that node'],
  'POST /capabilities/add': /*          */ ['node, if it says', 'that node'],
  'POST /capabilities/remove': /*       */ ['node, if it says', 'that node'],
  'PUT /capabilities/update': /*        */ ['node, if it says', 'that node'],
  'POST /capabilities/query': /*        */ ['open', 'open'],
  'GET /capability/:capability': /*     */ ['open', 'open'],
  'GET /capabilities/statistics': /*    */ ['open', 'open'],
  'GET /capabilities/available': /*     */ ['open', 'open'],
  'GET /capabilities/validate/:capability': ['open', 'open'],
  'POST /reputation': /*                */ ['admin, if it says', 'registry’s admin'],
};

export const REGISTRY_ROUTES: Table = {
  ...below('/nodes', NODES),
  ...below('/nodes/nodes', NODES),
  'GET /events': /*                     */ ['any, if it says', 'any, if it says'],
  'GET /events/chain': /*               */ ['open', 'open'],
  'GET /registry/identity': /*          */ ['open', 'open'],
  'GET /peers': /*                      */ ['admin, if it says', 'registry’s admin'],
  'POST /peers': /*                     */ ['admin, if it says', 'registry’s admin'],
  'DELETE /peers': /*                   */ ['admin, if it says', 'registry’s admin'],
  'POST /webhooks': /*                  */ ['any, if it says', 'any node'],
  'GET /webhooks': /*                   */ ['any, if it says', 'any node'],
  'GET /webhooks/:id': /*               */ ['any, if it says', 'any node'],
  'PATCH /webhooks/:id': /*             */ ['any, if it says', 'any node'],
  'DELETE /webhooks/:id': /*            */ ['any, if it says', 'any node'],
  'POST /webhooks/:id/rotate-secret': /**/ ['any, if it says', 'any node'],
  'GET /webhooks/:id/deliveries': /*    */ ['any, if it says', 'any node'],
  'POST /webhooks/:id/deliveries/:n/redeliver': ['any, if it says', 'any node'],
  'POST /webhooks/:id/test': /*         */ ['any, if it says', 'any node'],
  'GET /wallet/health': /*              */ ['open', 'open'],
  'GET /wallet/status/health': /*       */ ['open', 'open'],
  'GET /wallet/health/ready': /*        */ ['open', 'open'],
  'GET /wallet/health/writer': /*       */ ['open', 'open'],
  'GET /wallet/reserves': /*            */ ['any, if it says', 'any node'],
  'GET /wallet/reserves/explanation': ['admin, if it says', 'registry’s admin'],
  'POST /wallet/reserves/adopt': /*     */ ['admin, if it says', 'registry’s admin'],
  'GET /wallet/reserves/stuck': /*      */ ['admin, if it says', 'registry’s admin'],
  'POST /wallet/reserves/stuck/end': /* */ ['admin, if it says', 'registry’s admin'],
  'POST /wallet/reserves/stuck/dismiss': ['admin, if it says', 'registry’s admin'],
  'POST /wallet/create': /*             */ ['node, if it says', 'that node'],
  'GET /wallet/:node_id': /*            */ ['node, if it says', 'that node'],
  'GET /wallet/:node_id/balance': /*    */ ['node, if it says', 'that node'],
  'POST /wallet/:node_id/send': /*      */ ['node, if it says', 'that node'],
  'GET /wallet/:node_id/transactions': ['node, if it says', 'that node'],
  'GET /wallet/:node_id/statement': ['node, if it says', 'that node'],
  'GET /wallet/:node_id/statement.csv': ['node, if it says', 'that node'],
  'GET /wallet/:node_id/statement.pdf': ['node, if it says', 'that node'],
  'POST /wallet/:node_id/new-address': ['node, if it says', 'that node'],
  'POST /devnet/faucet': /*             */ ['admin, if it says', 'registry’s admin'],
  'POST /devnet/mine': /*               */ ['admin, if it says', 'registry’s admin'],
  'GET /devnet/address': /*             */ ['admin, if it says', 'registry’s admin'],
  'GET /metrics': /*                    */ ['open', 'open'],
  'GET /': /*                           */ ['open', 'open'],
};

/** The pages for people with their files, on each port, beside `/`, which programs have too. */
export const PAGE_RULES: readonly [demo: RuleName, production: RuleName] = ['open', 'absent'];

/** Swagger UI with its files, on each port. */
export const DOCS_RULES: readonly [demo: RuleName, production: RuleName] = ['open', 'absent'];

function below(prefix: string, table: Table): Table {
  return Object.fromEntries(Object.entries(table).map(([route, rules]) => [route.replace(' ', ` ${prefix}`), rules]));
}
