import { type Api, CANARY, type HostileCase, type HostileCatalogue } from '../support/hostile-case.js';

/** A body that each route with a body would accept, or refuse for what it says and not for how it is written. */
export const BODIES: Readonly<Record<Api, Readonly<Record<string, string>>>> = {
  ledger: {
    'POST /api/v1/register': '{"full_name":"A","email":"a@example.org","cnic":"1"}',
    'POST /api/v1/auth/request-otp': '{"email":"a@example.org"}',
    'POST /api/v1/auth/verify-otp': '{"email":"a@example.org","otp":"123456"}',
    'POST /api/v1/transactions': '{"from":"a","to":"b","amount":1,"privKey":"c"}',
    'POST /api/v1/transactions/prepare': '{"from":"a","to":"b","amount":1,"public_key":"c"}',
    'POST /api/v1/transactions/submit': '{"transaction":"a","signatures":["b"]}',
    'POST /api/v1/admin/fund': '{"address":"a","amount":1}',
  },
  registry: {
    'POST /nodes/register': '{"node_id":"node-x","address":"x:1","capabilities":["gpu"]}',
    'POST /nodes/capabilities/add': '{"node_id":"node-x","new_capabilities":["gpu"]}',
    'POST /nodes/capabilities/remove': '{"node_id":"node-x","capabilities_to_remove":["gpu"]}',
    'PUT /nodes/capabilities/update': '{"node_id":"node-x","new_capabilities":["gpu"]}',
    'POST /nodes/capabilities/query': '{"capabilities":["gpu"],"match_all":true}',
    'POST /nodes/reputation': '{"node_id":"node-x","event_type":"task_success"}',
    'POST /nodes/node-other/heartbeat': '{"sequence":1}',
    'POST /nodes/nodes/register': '{"node_id":"node-x","address":"x:1","capabilities":["gpu"]}',
    'POST /wallet/create': '{"node_id":"node-x","wallet_name":"x"}',
    'POST /wallet/node-other/send': '{"node_id":"node-other","recipient_address":"x","amount":1}',
    'POST /devnet/faucet': '{"address":"x","amount":1}',
    'POST /devnet/mine': '{"blocks":0}',
  },
};

/** Ways to spoil the text of a body, whatever it says. */
const SPOILED: readonly [name: string, spoil: (body: string) => string | Buffer][] = [
  ['nothing', () => ''],
  ['blanks', () => ' \r\n\t '],
  ['a list', () => '[]'],
  ['a text', () => `"${CANARY}"`],
  ['a number', () => '7'],
  ['the first half', (body) => body.slice(0, body.length / 2)],
  ['all but the last brace', (body) => body.slice(0, -1)],
  ['twice', (body) => body + body],
  ['and more', (body) => `${body} ${CANARY}`],
  ['and a NUL', (body) => `${body}\0`],
  ['after a byte order mark', (body) => `\ufeff${body}`],
  ['in UTF-16', (body) => Buffer.from(body, 'utf16le')],
  ['in no UTF-8', (body) => Buffer.from(body.replace('{', '{"x":"\xff",'), 'latin1')],
  ['an overlong UTF-8 sequence', (body) => Buffer.from(body.replace('{', '{"x":"\xc0\xaf",'), 'latin1')],
  ['a lone surrogate', (body) => body.replace('{', '{"x":"\\ud800",')],
  ['a control character in a text', (body) => body.replace('{', '{"x":"\x01",')],
  ['a comment', (body) => body.replace('{', `{/* ${CANARY} */`)],
  ['single quotes', (body) => body.replaceAll('"', "'")],
  ['a trailing comma', (body) => body.replace(/}$/, ',}')],
  ['NaN', (body) => body.replace('{', '{"x":NaN,')],
  ['Infinity', (body) => body.replace('{', '{"x":-Infinity,')],
  ['a hexadecimal number', (body) => body.replace('{', '{"x":0x10,')],
  ['a leading zero', (body) => body.replace('{', '{"x":01,')],
  ['undefined', (body) => body.replace('{', '{"x":undefined,')],
  ['a key twice', (body) => body.replace('{', '{"x":1,"x":2,')],
  ['__proto__', (body) => body.replace('{', '{"__proto__":{"polluted":true},')],
  ['__proto__ in escapes', (body) => body.replace('{', '{"\\u005f_proto__":{"polluted":true},')],
  ['a nested __proto__', (body) => body.replace('{', '{"x":[{"__proto__":{"polluted":true}}],')],
  ['constructor.prototype', (body) => body.replace('{', '{"constructor":{"prototype":{"polluted":true}},')],
  ['depth 33', (body) => body.replace('{', `{"x":${'['.repeat(32)}${']'.repeat(32)},`)],
  ['depth 1,500', (body) => body.replace('{', `{"x":${'['.repeat(1_500)}${']'.repeat(1_500)},`)],
  ['depth 5,000 in objects', () => '{"x":'.repeat(2_500)],
  ['depth 10,000, unfinished', () => '['.repeat(10_000)],
  ['65 keys', () => `{${Array.from({ length: 65 }, (_, at) => `"k${at}":1`)}}`],
  ['1,500 keys', () => `{${Array.from({ length: 1_500 }, (_, at) => `"k${at}":1`)}}`],
];

/** Types of bodies that are not read. */
const TYPES = [
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'application/xml',
  'application/jsonx',
  'application/json; charset=utf-16',
  'application/json, text/plain',
  CANARY,
];

/** B. The syntax of bodies, on every route that takes one. */
export const BODY_SYNTAX: HostileCatalogue = Object.fromEntries(
  (['ledger', 'registry'] as const).flatMap((api) =>
    Object.entries(BODIES[api]).map(([route, body]) => [route, onRoute(api, route, body)]),
  ),
);

function onRoute(api: Api, route: string, body: string): HostileCase[] {
  const [method = '', target = ''] = route.split(' ');
  const one = (
    name: string,
    status: number,
    sent: string | Buffer,
    headers: Record<string, string> = {},
  ): HostileCase => ({
    name,
    api,
    send: () => ({ method, target, headers, body: sent }),
    status,
  });
  const invalid = api === 'ledger' ? 400 : 422;
  const limit = (target.endsWith('/submit') ? 256 : 16) * 1024;
  return [
    ...SPOILED.map(([name, spoil]) => ({
      ...one(name, invalid, spoil(body)),
      ...(api === 'ledger' && { says: `invalid request ${target.includes('/transactions') ? 'payload' : 'body'}\n` }),
    })),
    // From a page: in a demo, programs may declare what they like.
    ...TYPES.map((type) => one(type, 415, body, { 'Content-Type': type, 'Sec-Fetch-Site': 'same-origin' })),
    ...['gzip', 'deflate', 'br', 'gzip, identity'].map((coding) =>
      one(coding, 415, body, { 'Content-Encoding': coding }),
    ),
    { ...one('a byte too many', 413, body, { 'Content-Length': String(limit + 1) }), closes: true },
    one('as many as may be', api === 'ledger' ? 400 : 422, '['.padEnd(limit)),
    { ...one('an announcement of 100 MB', 413, body, { 'Content-Length': String(100 * 1024 * 1024) }), closes: true },
    one('names in capitals', invalid, body.toUpperCase()),
  ];
}
