import { type Api, CANARY, type HostileCase, type HostileCatalogue, named } from '../support/hostile-case.js';
import type { RawRequest } from '../support/raw-request.js';
import { NODE, type World } from '../support/world.js';

const HEX = 'ab'.repeat(32);

/** What is no address, as it may stand in a JSON text. */
const NO_ADDRESSES = [
  ...[
    '',
    ' ',
    'xyz',
    'abc',
    HEX.slice(1),
    `${HEX}a`,
    `0x${HEX}`,
    `0x${HEX.slice(2)}`,
    ` ${HEX}`,
    `${HEX}\n`,
    `${HEX}\0`,
  ],
  ...[
    HEX.replace('a', 'а'),
    '０'.repeat(64),
    '💩',
    "' OR 1=1--",
    "'; drop table blocks; --",
    '$1',
    '\\',
    '%00',
    '../../etc/passwd',
  ],
  ...[`${CANARY}\r\nSet-Cookie: x=1`, '<script>alert(1)</script>', '__proto__', 'toString', 'z'.repeat(3000)],
];

/** What may stand in a path where an address should, to the byte. */
const NO_ADDRESS_SEGMENTS: readonly [segment: string, status: number][] = [
  ...[
    'xyz',
    '%20',
    'abc',
    HEX.slice(1),
    `${HEX}a`,
    `0x${HEX}`,
    '..%2f..%2fetc%2fpasswd',
    '%2e%2e',
    'a%2Fb',
    '%00',
    `${HEX}%00`,
  ].map((segment) => [segment, 400] as [string, number]),
  ...[
    "'%20OR%201=1--",
    "';%20drop%20table%20blocks",
    '$1',
    '%5C',
    '%F0%9F%92%A9',
    'z'.repeat(3000),
    '__proto__',
    'null',
    '*',
  ].map((segment) => [segment, 400] as [string, number]),
  ...[`%0d%0aSet-Cookie:%20${CANARY}=1`, '%EF%BC%90', `${HEX};x=1`, `${HEX},${HEX}`, `%2500`, '%u0000'].map(
    (segment) => [segment, 400] as [string, number],
  ),
  ['%ff', 400],
  ['%', 400],
  ['%zz', 400],
  ['%C0%AF', 400],
  ['', 404],
  ['z'.repeat(9000), 414],
  [HEX, 200],
  [HEX.toUpperCase(), 200],
];

const BLOCK_NAMES: readonly [segment: string, status: number][] = [
  ...[
    '1.5',
    '1e1',
    '0x1',
    '%201',
    '1%20',
    '%D9%A3',
    '9223372036854775808',
    'abc',
    '--1',
    '%2B1',
    '0b1',
    '1_0',
    'null',
    'TIPP',
  ].map((segment) => [segment, 400] as [string, number]),
  ...['-1', '99999999', '9223372036854775807', 'f'.repeat(64)].map((segment) => [segment, 404] as [string, number]),
  ['0', 200],
  ['tip', 200],
];

const NO_LIMITS = [
  '0',
  '-1',
  '1001',
  'abc',
  '1e2',
  '1.5',
  '',
  '%20',
  '0x10',
  '٣',
  '5&limit=9',
  '5;drop',
  '%00',
  '9'.repeat(400),
];
const NO_CURSORS = ['x', '%00', 'AAAA', '..%2f..', "'", '💩', 'e30', 'bnVsbA', 'A'.repeat(3000), 'a&cursor=b'];

/** D. Addresses, block names, paging and the parameters of paths, on the ledger. */
export const ADDRESSES: HostileCatalogue = {
  'in a body of POST /transactions': NO_ADDRESSES.flatMap((address) => [
    inBody(`from ${named(address)}`, '/api/v1/transactions', ({ poor, rich }) => ({
      from: address,
      to: poor.address,
      amount: 1,
      privKey: rich.private_key,
    })),
    inBody(`to ${named(address)}`, '/api/v1/transactions', ({ rich }) => ({
      from: rich.address,
      to: address,
      amount: 1,
      privKey: rich.private_key,
    })),
  ]),
  'in a body of POST /admin/fund': NO_ADDRESSES.map((address) =>
    inBody(named(address), '/api/v1/admin/fund', () => ({ address, amount: 1 })),
  ),
  ...Object.fromEntries(
    ['wallets/*/balance', 'wallets/*/transactions', 'reports/wallet/*'].map((route) => [
      `in GET /${route}`,
      NO_ADDRESS_SEGMENTS.map(([segment, status]) =>
        get('ledger', `/api/v1/${route.replace('*', segment)}`, status, named(segment)),
      ),
    ]),
  ),
  'names of blocks': BLOCK_NAMES.flatMap(([name, status]) => [
    get('ledger', `/api/v1/blocks/${name}`, status),
    get('ledger', `/api/v1/blocks/${name}/header`, status),
  ]),
  'limits and cursors': [
    `/api/v1/wallets/${HEX}/transactions`,
    '/api/v1/blocks',
    '/api/v1/logs/system',
    `/api/v1/reports/wallet/${HEX}`,
  ].flatMap((route) => [
    ...NO_LIMITS.map((limit) => get('ledger', `${route}?limit=${encoded(limit)}`, 400)),
    ...NO_CURSORS.map((cursor) => get('ledger', `${route}?cursor=${encoded(cursor)}`, 400)),
    get('ledger', `${route}?__proto__=1&constructor=2&x[y]=3&limit[]=4&%ff=%`, 200),
    get('ledger', `${route}?${'a=b&'.repeat(1000)}`, 200),
  ]),
};

const NO_NODE_IDS = [
  ...[
    'health',
    'create',
    'status',
    'NODES',
    '%2e%2e',
    '.x',
    '-x',
    '_',
    'a%2Fb',
    '%20',
    'a%20b',
    'a%00',
    '$1',
    '%5C',
    "'%20OR%201=1--",
  ],
  ...[
    'A'.repeat(65),
    'x'.repeat(3000),
    '%F0%9F%92%A9',
    '__proto__',
    `%0d%0aSet-Cookie:%20${CANARY}`,
    '%D9%A3',
    '%3Cscript%3E',
  ],
];
const NO_RECIPIENTS = [
  ...[
    '',
    ' ',
    'x',
    '%00',
    '💩',
    'mipcBbFg9gMiCh81Kj8tqqdgoZub1ZJRfm',
    'MIPCBBFG9GMICH81KJ8TQQDGOZUB1ZJRFN',
    ' mipcBbFg9gMiCh81Kj8tqqdgoZub1ZJRfn',
  ],
  ...[
    '1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2',
    'bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq',
    'BC1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq',
  ],
  ...["' OR 1=1--", `${CANARY}`, '<script>', 'm'.repeat(10_000), '__proto__', '{"isvalid":true}'],
];

/** The same for the registry: names of nodes and of recipients. */
export const NAMES: HostileCatalogue = {
  'in paths of nodes': NO_NODE_IDS.flatMap((id) => [
    // `health` and its like are routes of their own.
    ...(/^(health|create|status)$/.test(id)
      ? []
      : [get('registry', `/nodes/${id}`, 422), get('registry', `/wallet/${id}`, 422)]),
    get('registry', `/wallet/${id}/balance`, 422),
    get('registry', `/wallet/${id}/transactions`, 422),
    send('DELETE', `/nodes/${id}`, 422),
    send('POST', `/nodes/${id}/heartbeat`, 422, '{"sequence":1}'),
    send('POST', `/wallet/${id}/new-address`, 422),
  ]),
  'that nobody has': [
    get('registry', '/nodes/nobody', 404),
    get('registry', '/wallet/nobody', 404),
    send('DELETE', '/nodes/nobody', 404),
    send('POST', '/wallet/nobody/new-address', 404),
    send('POST', '/wallet/create', 404, '{"node_id":"nobody","wallet_name":"x"}'),
    send('POST', '/nodes/nobody/heartbeat', 404, '{"sequence":1}'),
  ],
  'of another node in the body': [
    send(
      'POST',
      '/wallet/node-rich/send',
      400,
      '{"node_id":"node-other","recipient_address":"x","amount":1}',
      'Node ID mismatch',
    ),
  ],
  'of recipients': NO_RECIPIENTS.map((recipient) => ({
    ...send(
      'POST',
      `/wallet/${NODE}/send`,
      400,
      JSON.stringify({ node_id: NODE, recipient_address: recipient, amount: 1 }),
      'Invalid recipient address',
    ),
    name: named(recipient),
  })),
  'that are no text': [7, true, [], ['x'], {}, { length: 3 }].flatMap((value) => [
    send('POST', `/wallet/${NODE}/send`, 422, JSON.stringify({ node_id: NODE, recipient_address: value, amount: 1 })),
    send('POST', `/wallet/${NODE}/send`, 422, JSON.stringify({ node_id: value, recipient_address: 'x', amount: 1 })),
    send('POST', '/wallet/create', 422, JSON.stringify({ node_id: 'node-new', wallet_name: value })),
  ]),
  'of wallets': ['', ' ', 'a\nb', 'a\0b', 'x'.repeat(101), '\u202eabc', '\u001b[31m'].map((name) =>
    send('POST', '/wallet/create', 422, JSON.stringify({ node_id: 'node-other', wallet_name: name })),
  ),
  'limits and cursors': [
    ...['0', '101', 'abc', '-1', '1e1', '', '5&limit=9'].map((limit) =>
      get('registry', `/wallet/${NODE}/transactions?limit=${limit}`, 422),
    ),
    ...['0', '1001', 'abc', '-1', ''].map((limit) => get('registry', `/nodes?limit=${limit}`, 422)),
    ...['x', 'AAAA', "'"].map((cursor) => get('registry', `/wallet/${NODE}/transactions?cursor=${cursor}`, 400)),
    ...['x', 'AAAA', "'"].map((cursor) => get('registry', `/nodes?cursor=${cursor}`, 400)),
    get('registry', '/nodes?cursor=%00', 422),
    ...['101', '-1', 'x', ''].map((least) => get('registry', `/nodes?min_reputation=${least}`, 422)),
    ...['dead', '', 'online&status=offline'].map((status) => get('registry', `/nodes?status=${status}`, 422)),
  ],
};

function inBody(name: string, target: string, body: (world: World) => object): HostileCase {
  return {
    name,
    api: 'ledger',
    send: (world) => ({ method: 'POST', target, body: JSON.stringify(body(world)) }),
    status: 400,
  };
}

function get(api: Api, target: string, status: number, name = named(target)): HostileCase {
  return { name, api, send: () => ({ target }), status, ...(status === 414 && { closes: false }) };
}

function send(method: string, target: string, status: number, body?: string, says?: string): HostileCase {
  const request: RawRequest = { method, target, ...(body !== undefined && { body }) };
  return {
    name: `${method} ${named(target)} ${named(body ?? '')}`,
    api: 'registry',
    send: () => request,
    status,
    ...(says !== undefined && { says: JSON.stringify({ detail: says }) }),
  };
}

/** What no target may hold as it stands is escaped; `&` and escapes stay. */
function encoded(text: string): string {
  return text.replace(/[^\x21-\x7e]/gu, encodeURIComponent);
}
