import { type HostileCase, type HostileCatalogue, named } from '../support/hostile-case.js';
import { NODE, type World } from '../support/world.js';

/** What is no amount of whole units above zero, as it stands in the JSON. */
const NO_AMOUNTS = [
  ...['0', '-1', '-0', '-9223372036854775808', '1.5', '0.1', '1.0', '1e-1', '1e2', '1E+2', '9223372036854775808'],
  ...[
    '18446744073709551616',
    `1${'0'.repeat(30)}`,
    '9'.repeat(4000),
    '0.'.padEnd(4000, '0'),
    '01',
    '+1',
    '.5',
    '1.',
    '0x10',
  ],
  ...[
    'NaN',
    'Infinity',
    '"1"',
    '" 1"',
    '"1e3"',
    '"0x10"',
    '""',
    '"NaN"',
    '"١"',
    'true',
    'null',
    '[]',
    '[1]',
    '{}',
    '{"valueOf":1}',
  ],
];

/** What is no amount of FLOP, and in which way: a literal that cannot be read is 422, a number that is out of bounds 400. */
const NO_FLOP: readonly [literal: string, status: 400 | 422][] = [
  ...[
    'NaN',
    'Infinity',
    'true',
    'null',
    '[]',
    '[1]',
    '{}',
    '""',
    '" 1"',
    '"1,5"',
    '"0x10"',
    '"١"',
    '1e3',
    '1e-9',
    '1E2',
    '01',
    '+1',
  ].map((literal) => [literal, 422] as [string, 422]),
  ['0.30000000000000004', 422],
  ['0.'.padEnd(4000, '0'), 422],
  ['9'.repeat(4000), 422],
  ...[
    '0',
    '-1',
    '-0',
    '0.000000001',
    '0.00000001',
    '0.009',
    '0.123456789',
    '1000.00000001',
    '"-5"',
    '99999999999999999999',
  ].map((literal) => [literal, 400] as [string, 400]),
];

/** C. Amounts. */
export const AMOUNTS: HostileCatalogue = {
  'POST /transactions': [
    ...NO_AMOUNTS.map((literal) => transfer(literal, named(literal))),
    {
      ...transfer('', 'no amount'),
      send: (world) => ({ ...post(world, ''), body: transferBody(world).replace(/"amount":,/, '') }),
    },
    { ...transfer('15001', 'one more than there is'), says: 'insufficient funds\n' },
    { ...transfer('9223372036854775807', 'all that fits 64 bits'), says: 'insufficient funds\n' },
  ],
  'POST /transactions/prepare': NO_AMOUNTS.map((literal) => ({
    ...transfer(literal, named(literal)),
    send: (world) => ({ ...post(world, literal), target: '/api/v1/transactions/prepare' }),
  })),
  'POST /admin/fund': NO_AMOUNTS.map((literal) => ({
    name: named(literal),
    api: 'ledger',
    send: ({ poor }) => ({
      method: 'POST',
      target: '/api/v1/admin/fund',
      body: `{"address":"${poor.address}","amount":${literal}}`,
    }),
    status: 400,
  })),
  'POST /wallet/{node_id}/send': [
    ...NO_FLOP.map(([literal, status]) => flop(literal, status, '/wallet/node-rich/send')),
    {
      ...flop('100', 400, '/wallet/node-rich/send'),
      name: 'all that there is, without the fee',
      says: /Insufficient balance/,
    },
  ],
  'POST /devnet/faucet': NO_FLOP.filter(([literal]) => !/^1000/.test(literal)).map(([literal, status]) =>
    flop(literal, status, '/devnet/faucet'),
  ),
};

function transfer(literal: string, name: string): HostileCase {
  return { name, api: 'ledger', send: (world) => post(world, literal), status: 400 };
}

function post(world: World, literal: string) {
  return { method: 'POST', target: '/api/v1/transactions', body: transferBody(world, literal) };
}

function transferBody({ rich, poor }: World, literal = ''): string {
  return `{"from":"${rich.address}","to":"${poor.address}","amount":${literal},"privKey":"${rich.private_key}"}`;
}

function flop(literal: string, status: number, target: string): HostileCase {
  const fields = target.startsWith('/wallet') ? `"node_id":"${NODE}","recipient_address"` : '"address"';
  return {
    name: named(literal),
    api: 'registry',
    // An address outside, so that a payment between nodes, which costs no fee, is not what is tried.
    send: () => ({
      method: 'POST',
      target,
      body: `{${fields}:"mipcBbFg9gMiCh81Kj8tqqdgoZub1ZJRfn","amount":${literal}}`,
    }),
    status,
  };
}
