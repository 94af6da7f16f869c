import { CANARY, type HostileCase, type HostileCatalogue, named } from '../support/hostile-case.js';
import type { World } from '../support/world.js';

const ORDER = 'fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141';
const plus = (hex: string, more: bigint) => (BigInt(`0x${hex}`) + more).toString(16).padStart(64, '0');
const ZERO = '0'.repeat(64);

/** What is no private key of the curve, written in the one way that is read. */
const NO_KEYS = [
  ...[
    '',
    ' ',
    ZERO,
    ORDER,
    plus(ORDER, 1n),
    'f'.repeat(64),
    'ab',
    'abc',
    'a'.repeat(63),
    'a'.repeat(65),
    'zz'.repeat(32),
    `12zz34${'a'.repeat(58)}`,
  ],
  ...[`0x${'a'.repeat(62)}`, `0x${'a'.repeat(64)}`, ` ${'a'.repeat(63)}`, `${'a'.repeat(63)}\n`, '０'.repeat(64), '💩'],
  ...[
    'qrvM3e7/ABEiM0RVZneImaq7zN3u/wARIjNEVWZ3iJk=',
    '5HueCGU8rMjxEXxiPuD5BDku4MkFqeZyd4dZ1jvhTVqvbTLvyTJ',
    '-----BEGIN EC PRIVATE KEY-----',
  ],
  ...[`${CANARY}`, 'k'.repeat(10_000), "' OR 1=1--"],
];
const NO_TEXTS = ['7', 'true', '[]', '["a"]', '{}', '{"length":64}'];
const SECRET = 'feedc0de'.repeat(8);
const ZERO_BASE64 = Buffer.alloc(32).toString('base64');
const KEY = `02${'79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798'}`;
const inputs = (count: number) => Array.from({ length: count }, (_, Vout) => ({ Txid: ZERO_BASE64, Vout }));

/** A transaction that spends what is not there, and differs from one that could be in what is given. */
function crafted(fields: object, input: object = {}): string {
  const transaction = {
    Vin: [{ Txid: ZERO_BASE64, Vout: 0, ...input }],
    Vout: [{ Value: 1, PubKeyHash: ZERO_BASE64 }],
  };
  return JSON.stringify({ transaction, signature: '00'.repeat(64), public_key: KEY, ...fields });
}

/** E. Keys and signatures. */
export const KEYS: HostileCatalogue = {
  'private keys': [
    ...NO_KEYS.map((key) => ({
      ...transfer(named(key), (w) => body(w, JSON.stringify(key))),
      says: 'invalid private key\n',
    })),
    { ...transfer('a missing key', (w) => body(w, 'null')), says: 'invalid private key\n' },
    ...['1'.padStart(64, '0'), plus(ORDER, -1n), SECRET].map((key) => ({
      ...transfer(`somebody else's, ${named(key)}`, (w: World) => body(w, JSON.stringify(key))),
      says: 'private key does not match the from address\n',
      secret: key,
    })),
    ...NO_TEXTS.map((key) => ({ ...transfer(named(key), (w) => body(w, key)), says: 'invalid request payload\n' })),
    { ...transfer('in the address', (w) => body(w, '"x"').replace(w.rich.address, SECRET)), secret: SECRET },
    { ...transfer('in a text that ends early', (w) => body(w, `"${SECRET}`)), secret: SECRET },
    {
      ...transfer('in the query', (w) => body(w, '"x"')),
      send: (w) => ({ method: 'POST', target: `/api/v1/transactions?privKey=${SECRET}`, body: body(w, '"x"') }),
      secret: SECRET,
    },
  ],
  'keys in another spelling': [
    {
      ...transfer('the right key in capitals, from an address in capitals', (w) =>
        body(w, JSON.stringify(w.rich.private_key.toUpperCase())).replace(w.rich.address, w.rich.address.toUpperCase()),
      ),
      status: 200,
      changes: true,
    },
  ],
  'signed transactions': [
    ...[
      'null',
      '7',
      '"x"',
      '[]',
      '{}',
      '{"Vin":{},"Vout":[]}',
      '{"Vin":[1],"Vout":[]}',
      '{"Vin":[null],"Vout":[null]}',
    ].map((text) =>
      submission(`{"transaction":${text},"signature":"${'00'.repeat(64)}","public_key":"02${'a'.repeat(64)}"}`),
    ),
    ...['', 'zz', '00'.repeat(63), '00'.repeat(65), '00'.repeat(64), 'ff'.repeat(64), CANARY, 'f'.repeat(200_000)].map(
      (signature) => submission(crafted({ signature })),
    ),
    ...[
      '',
      'ab',
      `02${ZERO}`,
      `05${'a'.repeat(64)}`,
      `03${'f'.repeat(64)}`,
      '00',
      `04${'a'.repeat(128)}`,
      'zz'.repeat(33),
      '💩',
    ].map((public_key) => submission(crafted({ public_key }))),
    ...[
      '',
      CANARY,
      '!!!!',
      'AAAA',
      `${ZERO_BASE64} `,
      ZERO_BASE64.replace('=', ''),
      ZERO_BASE64.replace('A=', 'B='),
      'A'.repeat(4_000),
    ].map((txid) => submission(crafted({}, { Txid: txid }))),
    ...['-1', '-2147483649', '2147483648', '9223372036854775807', '1e3', '"0"', '0.5', 'null'].map((vout) =>
      submission(crafted({}, { Vout: 0 }).replace('"Vout":0', `"Vout":${vout}`)),
    ),
    ...['0', '-1', '9223372036854775807', '9223372036854775808', '1.5', '"1"', 'null', '{}'].map((value) =>
      submission(crafted({}).replace('"Value":1', `"Value":${value}`)),
    ),
    submission(
      JSON.stringify({ transaction: { Vin: inputs(2_500), Vout: [] }, signature: '00'.repeat(64), public_key: KEY }),
    ),
    submission(JSON.stringify({ transaction: { Vin: [], Vout: [] }, signature: '00'.repeat(64), public_key: KEY })),
  ],
};

function transfer(name: string, text: (world: World) => string): HostileCase {
  return {
    name,
    api: 'ledger',
    send: (world) => ({ method: 'POST', target: '/api/v1/transactions', body: text(world) }),
    status: 400,
  };
}

function body({ rich, poor }: World, key: string): string {
  return `{"from":"${rich.address}","to":"${poor.address}","amount":1,"privKey":${key}}`;
}

function submission(text: string): HostileCase {
  return {
    name: named(text),
    api: 'ledger',
    send: () => ({ method: 'POST', target: '/api/v1/transactions/submit', body: text }),
    status: 400,
    says: /^(?:invalid request payload|invalid transaction|invalid address)\n$/,
  };
}
